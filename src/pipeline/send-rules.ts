import type { Channel } from '../domain/channel.ts';
import type { ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { SendClaimRequest, SendTerms } from '../store/work.ts';
import type { Circuits } from './circuit.ts';
import type { PipelineContext } from './parts.ts';
import { candidatesOf, chooseRoute, type Route } from './send-route.ts';

export type SendRules = Pick<
  SendClaimRequest,
  'slots' | 'connections' | 'pair' | 'disabledChannels' | 'stoppedSenders' | 'windowlessSenders'
>;

/** How many lanes of one sender a claim may take; of a healthy one not more than this, so that all get their turn. */
const ROOM: Readonly<Record<Route['pass'], number>> = { all: 128, probe: 1, none: 0 };

export interface SenderRules {
  /** What every sender may send now, and over which connection: within its budget, nothing while that is down, one while it is probed. */
  all(): SendRules;
  /** The same of one sender alone, if it has no more to wait for than its budget. `tokens`: messages that it may send now. */
  one(senderId: SenderId): (Omit<SendTerms, 'leaseMs' | 'attemptIds'> & { tokens: number }) | null;
}

export function createSendRules(
  { directory, budgets, clock }: Pick<PipelineContext, 'directory' | 'budgets' | 'clock'>,
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
): SenderRules {
  let seen: readonly ChannelEntry[] = [];
  let standing = readStanding(seen);

  function current(): Standing {
    const channels = directory.channels();
    if (channels !== seen) [seen, standing] = [channels, readStanding(channels)];
    return standing;
  }

  return {
    all() {
      const { senders, disabledChannels } = current();
      const now = clock.now();
      const slots: Record<string, number> = {};
      const connections: Record<string, ConnectionId> = {};
      const pair: Record<string, PairBudget> = {};
      const stoppedSenders: SenderId[] = [];
      const windowlessSenders: SenderId[] = [];
      for (const { id, channel, candidates } of senders.values()) {
        const { entry, pass, isStopped } = chooseRoute(candidates, circuits, now);
        const limits = limitsOf(channel, entry);
        // Two connections of one sender share its budget: it is the number's.
        slots[id] = Math.min(ROOM[pass], budgets.available(id, limits.perSecond));
        connections[id] = entry.connection.id;
        if (limits.pair) pair[channel.id] = limits.pair;
        if (isStopped) stoppedSenders.push(id);
        if (limits.isWindowless) windowlessSenders.push(id);
      }
      return {
        ...{ slots, connections, pair, disabledChannels },
        ...(stoppedSenders.length > 0 && { stoppedSenders }),
        ...(windowlessSenders.length > 0 && { windowlessSenders }),
      };
    },
    one(senderId) {
      const sender = current().senders.get(senderId);
      if (!sender?.channel.enabled) return null;
      const { entry, pass, isStopped } = chooseRoute(sender.candidates, circuits, clock.now());
      if (pass !== 'all' || isStopped) return null;
      const limits = limitsOf(sender.channel, entry);
      return {
        tokens: budgets.available(senderId, limits.perSecond),
        connections: { [senderId]: entry.connection.id },
        pair: limits.pair ? { [sender.channel.id]: limits.pair } : {},
        ...(limits.isWindowless && { windowlessSenders: [senderId] }),
      };
    },
  };
}

type PairBudget = SendClaimRequest['pair'][string];

function limitsOf(channel: Channel, { definition }: ConnectionEntry) {
  const { pacing, windowMs } = definition.capabilities;
  const own = channel.rules.pacing;
  const { perSecond, pairBurst, pairSeconds } = own ? { ...pacing, ...own } : pacing;
  const pair: PairBudget | null =
    pairBurst !== null && pairSeconds !== null ? { burst: pairBurst, intervalMs: pairSeconds * 1_000 } : null;
  return { perSecond, pair, isWindowless: windowMs === null };
}

/** What stays until the directory changes. */
interface Standing {
  senders: ReadonlyMap<SenderId, { id: SenderId; channel: Channel; candidates: readonly ConnectionEntry[] }>;
  disabledChannels: readonly ChannelId[];
}

function readStanding(channels: readonly ChannelEntry[]): Standing {
  const connected = channels.filter(({ active }) => active !== null);
  const senders = connected.flatMap((entry) =>
    entry.senders.map((sender) => ({
      id: sender.id,
      channel: entry.channel,
      candidates: candidatesOf(entry, sender),
    })),
  );
  return {
    senders: new Map(senders.map((sender) => [sender.id, sender])),
    disabledChannels: connected.filter(({ channel }) => !channel.enabled).map(({ channel }) => channel.id),
  };
}
