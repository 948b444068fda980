import type { Sender } from '../../domain/channel.ts';
import type { ProviderDefinition, TemplatesFacet } from '../../domain/provider.ts';
import type { ChannelAccount } from '../../store/templates.ts';
import type { ChannelEntry, ConnectionEntry } from '../directory.ts';

/** Whose templates a sender may use; null: the provider has no templates, or the account is not known yet. */
export function accountOf(channel: ChannelEntry, sender: Sender): ChannelAccount | null {
  return channel.active && accountAt(channel.active, channel, sender);
}

/** The same of any connection of the channel. */
export function accountAt(
  { definition, provider }: ConnectionEntry,
  { channel }: ChannelEntry,
  sender: Sender,
): ChannelAccount | null {
  const account = provider.templates && accountName(definition, sender);
  return account ? { channelId: channel.id, account } : null;
}

/** What a provider's account is known by here; undefined: it is not known yet. A connection that is one account goes by its provider's name. */
export function accountName({ id, accountKey }: ProviderDefinition, sender: Sender): string | undefined {
  if (accountKey === undefined) return id;
  return accountKey === 'phoneNumber' ? sender.phoneNumber : sender.fields[accountKey];
}

/** Every account of a channel once, those of its active connection first, in the order of its senders. */
export function accountsOf(channel: ChannelEntry): ChannelAccount[] {
  const accounts = sending(channel).flatMap((connection) =>
    channel.senders.flatMap((sender) => accountAt(connection, channel, sender) ?? []),
  );
  return [...new Map(accounts.map((one) => [one.account, one])).values()];
}

/** What reaches the templates of an account of the channel; null: nothing does, any more. */
export function facetOf(channel: ChannelEntry, { account }: Pick<ChannelAccount, 'account'>): TemplatesFacet | null {
  const has = (connection: ConnectionEntry) =>
    channel.senders.some((sender) => accountAt(connection, channel, sender)?.account === account);
  return sending(channel).find(has)?.provider.templates ?? null;
}

/** The active connection, and those that may have to take over its sending. */
function sending({ active, connections }: ChannelEntry): ConnectionEntry[] {
  const standby = connections.filter(({ connection }) => connection.state === 'standby');
  return active ? [active, ...standby] : standby;
}
