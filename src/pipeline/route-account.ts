import type { Sender } from '../domain/channel.ts';
import type { AccountEffect, AccountReported } from '../domain/events.ts';
import type { ChannelId } from '../domain/ids.ts';
import { phoneMatchKey } from '../domain/phone-key.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import { accountName } from '../services/templates/accounts.ts';
import type { ChannelEventItem } from '../store/ingest-items.ts';
import type { Arrival } from './arrival.ts';
import type { PipelineContext } from './parts.ts';
import { isProven } from './proof.ts';

/** An account event for every channel with a sender of that account, if the channel's own secret proves it; else for the one that it came by. */
export function accountItems(
  event: AccountReported,
  arrival: Arrival,
  context: Pick<PipelineContext, 'directory'>,
): ChannelEventItem[] {
  const { account } = event;
  if (account === null) return ownItems(event, arrival);
  const { field, value } = account;
  const concerned = context.directory
    .channels()
    .filter((channel) => channel.senders.some((sender) => sender.fields[field] === value))
    .flatMap((channel) => {
      const connection = connectionOf(channel, arrival);
      return connection ? [{ channel, connection }] : [];
    });
  const told = concerned.length > 0 ? concerned : [{ channel: arrival.channel, connection: arrival.entry }];
  const effects = concerned.length > 0 || mayBeOf(arrival.channel, field) ? (event.effects ?? []) : [];
  return told.map(({ channel, connection }) => {
    const list = effects.flatMap((effect) => ofChannel(effect, channel, account));
    return {
      ...channelEvent(channel.channel.id, event, arrival),
      ...(list.length > 0 && { effects: { connectionId: connection.connection.id, account: value, list } }),
    };
  });
}

/** Of the account that the connection is itself. */
function ownItems(event: AccountReported, arrival: Arrival): ChannelEventItem[] {
  const { channel, entry } = arrival;
  const list = (event.effects ?? []).flatMap((effect) => ofChannel(effect, channel, null));
  const [sender, ...others] = channel.senders;
  const named = sender && others.length === 0 ? accountName(entry.definition, sender) : undefined;
  const effects = { connectionId: entry.connection.id, account: named ?? entry.definition.id, list };
  return [{ ...channelEvent(channel.channel.id, event, arrival), ...(list.length > 0 && { effects }) }];
}

/** An account that none of ours is known to be: it can only mean us while we do not know all of our own. */
function mayBeOf({ senders }: ChannelEntry, field: string): boolean {
  return senders.some(({ fields }) => !fields[field]);
}

/** What a channel is told, to be stored with it. */
export function channelEvent(
  channelId: ChannelId,
  event: Pick<AccountReported, 'kind' | 'dedupeKey' | 'raw'> & { detail?: Record<string, unknown> },
  arrival: Arrival,
): ChannelEventItem {
  return {
    type: 'channel_event',
    channelId,
    senderId: null,
    seen: { kind: 'account', key: event.dedupeKey },
    kind: event.kind,
    detail: event.detail ?? {},
    raw: event.raw,
    receivedAt: arrival.receivedAt,
  };
}

/** The channel's own connection of what arrived: its secret proves it. */
export function connectionOf(channel: ChannelEntry, arrival: Arrival): ConnectionEntry | undefined {
  if (channel.channel.id === arrival.channel.channel.id) return arrival.entry;
  return channel.connections.find(
    (entry) => entry.definition.id === arrival.entry.definition.id && isProven(entry, arrival),
  );
}

/** Facts about senders get the numbers of this channel's own; those about other channels' senders are not for it. */
function ofChannel(
  effect: AccountEffect,
  { senders }: ChannelEntry,
  account: AccountReported['account'],
): AccountEffect[] {
  if (effect.type !== 'sender_facts') return [effect];
  const { phoneNumber } = effect;
  const isMeant =
    phoneNumber === undefined
      ? ({ fields }: Sender) => account === null || [undefined, '', account.value].includes(fields[account.field])
      : (sender: Sender) => phoneMatchKey(sender.phoneNumber) === phoneMatchKey(phoneNumber);
  return senders.filter(isMeant).map((sender) => ({ ...effect, phoneNumber: sender.phoneNumber }));
}
