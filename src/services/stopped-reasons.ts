import { isStopped } from '../domain/channel.ts';
import type { ChannelEntry } from './directory.ts';

/** Why active connections do not send now, one reason for each that does not. */
export function stoppedReasons(channels: readonly ChannelEntry[], now: number): string[] {
  return channels.flatMap(({ active }) =>
    active?.connection.stopped && isStopped(active.connection, now) ? [active.connection.stopped.reason] : [],
  );
}
