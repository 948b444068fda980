import type { Sender } from '../../domain/channel.ts';
import type { ProviderDefinition, TemplatesFacet } from '../../domain/provider.ts';
import type { ChannelAccount } from '../../store/templates.ts';
import type { ChannelEntry } from '../directory.ts';

/** Whose templates a sender may use; null: the provider has no templates, or the account is not known yet. */
export function accountOf({ channel, active }: ChannelEntry, sender: Sender): ChannelAccount | null {
  const account = active?.provider.templates && accountName(active.definition, sender);
  return account ? { channelId: channel.id, account } : null;
}

/** What a provider's account is known by here; undefined: it is not known yet. A connection that is one account goes by its provider's name. */
export function accountName({ id, accountKey }: ProviderDefinition, sender: Sender): string | undefined {
  if (accountKey === undefined) return id;
  return accountKey === 'phoneNumber' ? sender.phoneNumber : sender.fields[accountKey];
}

/** Every account of a channel once, in the order of its senders. */
export function accountsOf(channel: ChannelEntry): ChannelAccount[] {
  const accounts = channel.senders.flatMap((sender) => accountOf(channel, sender) ?? []);
  return [...new Map(accounts.map((one) => [one.account, one])).values()];
}

export function facetOf({ active }: ChannelEntry): TemplatesFacet | null {
  return active?.provider.templates ?? null;
}
