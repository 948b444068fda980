import type { Channel, Sender } from '../domain/channel.ts';
import type { ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { SendClaimRequest } from '../store/work.ts';
import type { Circuits } from './circuit.ts';
import type { PipelineContext } from './parts.ts';
import { candidatesOf, chooseRoute, type Route } from './send-route.ts';

export type SendRules = Pick<
  SendClaimRequest,
  'slots' | 'connections' | 'pair' | 'disabledChannels' | 'stoppedSenders' | 'windowlessSenders'
>;

/** How many lanes of one sender a claim may take; of a healthy one not more than this, so that all get their turn. */
const ROOM: Readonly<Record<Route['pass'], number>> = { all: 128, probe: 1, none: 0 };

/** What every sender may send now, and over which connection: within its budget, nothing while that is down, one while it is probed. */
export function createSendRules(
  { directory, budgets, clock }: Pick<PipelineContext, 'directory' | 'budgets' | 'clock'>,
  circuits: Pick<Circuits<ConnectionId>, 'of'>,
): () => SendRules {
  let seen: readonly ChannelEntry[] = [];
  let standing = readStanding(seen);

  return () => {
    const channels = directory.channels();
    if (channels !== seen) [seen, standing] = [channels, readStanding(channels)];
    const now = clock.now();
    const slots: Record<string, number> = {};
    const connections: Record<string, ConnectionId> = {};
    const pair: Record<string, { burst: number; intervalMs: number }> = {};
    const stoppedSenders: SenderId[] = [];
    const windowlessSenders: SenderId[] = [];
    for (const { id, channel, candidates } of standing.senders) {
      const { entry, pass, isStopped } = chooseRoute(candidates, circuits, now);
      const { pacing, windowMs } = entry.definition.capabilities;
      const own = channel.rules.pacing;
      const { perSecond, pairBurst, pairSeconds } = own ? { ...pacing, ...own } : pacing;
      // Two connections of one sender share its budget: it is the number's.
      slots[id] = Math.min(ROOM[pass], budgets.available(id, perSecond));
      connections[id] = entry.connection.id;
      if (pairBurst !== null && pairSeconds !== null) {
        pair[channel.id] = { burst: pairBurst, intervalMs: pairSeconds * 1_000 };
      }
      if (isStopped) stoppedSenders.push(id);
      if (windowMs === null) windowlessSenders.push(id);
    }
    return {
      ...{ slots, connections, pair, disabledChannels: standing.disabledChannels },
      ...(stoppedSenders.length > 0 && { stoppedSenders }),
      ...(windowlessSenders.length > 0 && { windowlessSenders }),
    };
  };
}

/** What stays until the directory changes. */
interface Standing {
  senders: readonly { id: Sender['id']; channel: Channel; candidates: readonly ConnectionEntry[] }[];
  disabledChannels: readonly ChannelId[];
}

function readStanding(channels: readonly ChannelEntry[]): Standing {
  const connected = channels.filter(({ active }) => active !== null);
  return {
    senders: connected.flatMap((entry) =>
      entry.senders.map((sender) => ({
        id: sender.id,
        channel: entry.channel,
        candidates: candidatesOf(entry, sender),
      })),
    ),
    disabledChannels: connected.filter(({ channel }) => !channel.enabled).map(({ channel }) => channel.id),
  };
}
