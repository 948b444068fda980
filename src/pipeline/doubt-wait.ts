import type { ConnectionEntry } from '../services/directory.ts';
import type { SendCase } from './send-case.ts';

/**
 * Until when a new doubt waits for an echo, epoch ms. At once over where the attempt's provider takes a repetition for the same message; but
 * only the first time, so that a provider in trouble is not asked without end. `attempted`: where the attempt was made.
 */
export function doubtUntil({ work, channel }: SendCase, attempted: ConnectionEntry | undefined, now: number): number {
  return isOverAtOnce(work.doubts + 1, attempted) ? now : now + channel.channel.rules.doubtWaitMs;
}

/** Until when it waits, epoch ms, if it is to go by another connection than where it was attempted: that could double it. */
export function doubtUntilElsewhere({ work, channel }: SendCase, attempted: ConnectionEntry | undefined): number {
  const until = work.doubtUntil ?? 0;
  return isOverAtOnce(work.doubts, attempted) ? until + channel.channel.rules.doubtWaitMs : until;
}

/** Whether a repetition over this connection is the same message for its provider. */
export function repeatsSafely(connection: ConnectionEntry | undefined): boolean {
  return connection?.definition.capabilities.doubt === 'idempotent';
}

/** `doubts`: this one included. */
function isOverAtOnce(doubts: number, attempted: ConnectionEntry | undefined): boolean {
  return doubts === 1 && repeatsSafely(attempted);
}
