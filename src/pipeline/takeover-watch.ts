import { isStopped } from '../domain/channel.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { StandIn } from '../services/stand-ins.ts';
import type { Circuits } from './circuit.ts';
import type { PipelineContext } from './parts.ts';
import { candidatesOf, chooseSafeRoute } from './send-route.ts';

/** Tells when a connection that stands by begins to send for a channel, or gives back; to be called whenever work is claimed. */
export function createTakeoverWatch(
  { directory, clock, standIns }: Pick<PipelineContext, 'directory' | 'clock' | 'standIns'>,
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
): () => void {
  let seen: readonly ChannelEntry[] = [];
  let watched: readonly ChannelEntry[] = [];

  return () => {
    const channels = directory.channels();
    if (channels !== seen) {
      seen = channels;
      watched = channels.filter((channel) => hasStandby(channel) || standIns.of(channel.channel.id) !== null);
    }
    const now = clock.now();
    for (const channel of watched) {
      const standIn = standInOf(channel, { circuits, now, known: standIns.of(channel.channel.id) });
      if (standIn !== undefined) standIns.tell(channel.channel.id, standIn);
    }
  };
}

function hasStandby({ connections }: ChannelEntry): boolean {
  return connections.some(({ connection }) => connection.state === 'standby');
}

interface Judging {
  circuits: Pick<Circuits<ConnectionId>, 'of'>;
  now: number;
  known: StandIn | null;
}

/** Null: the active connection sends, or nothing may; undefined: as before. Of the first sender: others differ only where they lack fields. */
function standInOf(
  channel: ChannelEntry,
  { circuits, now, known }: Judging,
): Omit<StandIn, 'since'> | null | undefined {
  const { active, senders } = channel;
  const [sender] = senders;
  if (!active || !sender) return null;
  const candidates = candidatesOf(channel, sender);
  const { entry, pass, isStopped: isNothingOpen } = chooseSafeRoute(candidates, circuits, now);
  if (isNothingOpen) return null;
  if (entry === active) {
    // All of them are in trouble: the active one is no better for that.
    const isThere = candidates.some(({ connection }) => connection.id === known?.connectionId);
    return isThere && pass !== 'all' ? undefined : null;
  }
  // It is in trouble itself.
  if (pass !== 'all') return undefined;
  return {
    connectionId: entry.connection.id,
    insteadOf: active.connection.id,
    reason: isStopped(active.connection, now) ? 'stopped' : 'unavailable',
  };
}
