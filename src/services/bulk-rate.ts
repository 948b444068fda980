import type { ChannelEntry } from './directory.ts';

/** The rest of a sender's rate is for live messages. */
const BULK_SHARE = 0.8;

/** Messages a second that a sender of the channel may send, of any kind; 0 without an active connection. */
export function senderPerSecond({ channel, active }: Pick<ChannelEntry, 'channel' | 'active'>): number {
  return channel.rules.pacing?.perSecond ?? active?.definition.capabilities.pacing.perSecond ?? 0;
}

/** The most of them that bulk sends take. */
export function bulkPerSecond(entry: Pick<ChannelEntry, 'channel' | 'active'>): number {
  return senderPerSecond(entry) * BULK_SHARE;
}
