import type { Sender } from '../../domain/channel.ts';
import type { TemplatesFacet } from '../../domain/provider.ts';
import type { ChannelAccount } from '../../store/templates.ts';
import type { ChannelEntry } from '../directory.ts';

/** Whose templates a sender may use; null: the provider has no templates, or the account is not known yet. */
export function accountOf({ channel, active }: ChannelEntry, sender: Sender): ChannelAccount | null {
  const { accountKey } = active?.definition ?? {};
  const account = accountKey === undefined ? undefined : sender.fields[accountKey];
  if (!active?.provider.templates || !account) return null;
  return { channelId: channel.id, account };
}

/** Every account of a channel once, in the order of its senders. */
export function accountsOf(channel: ChannelEntry): ChannelAccount[] {
  const accounts = channel.senders.flatMap((sender) => accountOf(channel, sender) ?? []);
  return [...new Map(accounts.map((one) => [one.account, one])).values()];
}

export function facetOf({ active }: ChannelEntry): TemplatesFacet | null {
  return active?.provider.templates ?? null;
}
