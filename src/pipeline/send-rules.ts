import type { ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { SendClaimRequest } from '../store/work.ts';
import type { Circuit, Circuits } from './circuit.ts';
import type { PipelineContext } from './parts.ts';

export type SendRules = Pick<SendClaimRequest, 'slots' | 'connections' | 'pair' | 'disabledChannels'>;

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
    const { senders, ...rules } = standing;
    const slots: Record<string, number> = {};
    for (const { id, perSecond, connectionId } of senders) {
      const allowed = limitOf(circuits.of(connectionId), clock.now());
      slots[id] = Math.min(allowed, budgets.available(id, perSecond));
    }
    return { ...rules, slots };
  };
}

function limitOf(circuit: Circuit, now: number): number {
  if (!circuit.isOpen()) return PER_SENDER;
  const retryAt = circuit.retryAt();
  return retryAt !== null && retryAt <= now ? 1 : 0;
}

/** The rules that stay until the directory changes. */
interface Standing extends Omit<SendRules, 'slots'> {
  senders: readonly { id: SenderId; perSecond: number; connectionId: ConnectionId }[];
}

function readStanding(channels: readonly ChannelEntry[]): Standing {
  const senders: Standing['senders'][number][] = [];
  const connections: Record<string, ConnectionId> = {};
  const pair: Record<string, { burst: number; intervalMs: number }> = {};
  const disabledChannels: ChannelId[] = [];
  for (const { channel, active, senders: numbers } of channels) {
    if (!active) continue;
    const connectionId = active.connection.id;
    if (!channel.enabled) disabledChannels.push(channel.id);
    const { perSecond, pairBurst, pairSeconds } = { ...active.definition.capabilities.pacing, ...channel.rules.pacing };
    if (pairBurst !== null && pairSeconds !== null) {
      pair[channel.id] = { burst: pairBurst, intervalMs: pairSeconds * 1_000 };
    }
    for (const { id } of numbers) {
      senders.push({ id, perSecond, connectionId });
      connections[id] = connectionId;
    }
  }
  return { senders, connections, pair, disabledChannels };
}
