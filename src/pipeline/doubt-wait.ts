import type { ConnectionEntry } from '../services/directory.ts';
import type { SendCase } from './send-case.ts';

/**
 * Until when a new doubt waits for an echo, epoch ms. At once over where the attempt's provider takes a repetition for the same message; but
 * only the first time, so that a provider in trouble is not asked without end. `attempted`: where the attempt was made.
 */
export function doubtUntil({ work, channel }: SendCase, attempted: ConnectionEntry | undefined, now: number): number {
  const isSafe = attempted?.definition.capabilities.doubt === 'idempotent';
  return isSafe && work.doubts === 0 ? now : now + channel.channel.rules.doubtWaitMs;
}
