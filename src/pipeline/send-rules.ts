import { type Connection, isStopped } from '../domain/channel.ts';
import type { ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { SendClaimRequest } from '../store/work.ts';
import type { Circuit, Circuits } from './circuit.ts';
import type { PipelineContext } from './parts.ts';

export type SendRules = Pick<
  SendClaimRequest,
  'slots' | 'connections' | 'pair' | 'disabledChannels' | 'stoppedSenders'
>;

/** No sender may take more lanes than this in one claim, so that all get their turn. */
const PER_SENDER = 128;

/** What every sender may send now: its budget, nothing while its connection is known to be down, one while it is probed. */
export function createSendRules(
  { directory, budgets, clock }: Pick<PipelineContext, 'directory' | 'budgets' | 'clock'>,
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
): () => SendRules {
  let seen: readonly ChannelEntry[] = [];
  let standing = readStanding(seen);

  return () => {
    const channels = directory.channels();
    if (channels !== seen) [seen, standing] = [channels, readStanding(channels)];
    const { senders, stops, ...rules } = standing;
    const slots: Record<string, number> = {};
    for (const { id, perSecond, connectionId } of senders) {
      const allowed = limitOf(circuits.of(connectionId), clock.now());
      slots[id] = Math.min(allowed, budgets.available(id, perSecond));
    }
    const now = clock.now();
    const stoppedSenders = stops.flatMap(({ connection, senderIds }) => (isStopped(connection, now) ? senderIds : []));
    return { ...rules, slots, ...(stoppedSenders.length > 0 && { stoppedSenders }) };
  };
}

function limitOf(circuit: Circuit, now: number): number {
  if (!circuit.isOpen()) return PER_SENDER;
  const retryAt = circuit.retryAt();
  return retryAt !== null && retryAt <= now ? 1 : 0;
}

/** The rules that stay until the directory changes. */
interface Standing extends Omit<SendRules, 'slots' | 'stoppedSenders'> {
  senders: readonly { id: SenderId; perSecond: number; connectionId: ConnectionId }[];
  /** Connections that are stopped, maybe not for ever. */
  stops: readonly { connection: Connection; senderIds: readonly SenderId[] }[];
}

function readStanding(channels: readonly ChannelEntry[]): Standing {
  const senders: Standing['senders'][number][] = [];
  const connections: Record<string, ConnectionId> = {};
  const pair: Record<string, { burst: number; intervalMs: number }> = {};
  const disabledChannels: ChannelId[] = [];
  const stops: Standing['stops'][number][] = [];
  for (const { channel, active, senders: numbers } of channels) {
    if (!active) continue;
    const connectionId = active.connection.id;
    if (!channel.enabled) disabledChannels.push(channel.id);
    if (active.connection.stopped)
      stops.push({ connection: active.connection, senderIds: numbers.map(({ id }) => id) });
    const { perSecond, pairBurst, pairSeconds } = { ...active.definition.capabilities.pacing, ...channel.rules.pacing };
    if (pairBurst !== null && pairSeconds !== null) {
      pair[channel.id] = { burst: pairBurst, intervalMs: pairSeconds * 1_000 };
    }
    for (const { id } of numbers) {
      senders.push({ id, perSecond, connectionId });
      connections[id] = connectionId;
    }
  }
  return { senders, stops, connections, pair, disabledChannels };
}
