import type { AttemptId, ConnectionId } from '../domain/ids.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { ClaimedSend, SendClaimRequest } from '../store/work.ts';
import { type Circuit, createCircuits } from './circuit.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from './lane-runner.ts';
import type { PipelineContext } from './parts.ts';
import { createSending } from './sending.ts';

const MAX_SENDS_IN_HAND = 512;
const MAX_PER_CLAIM = 256;
/** A claim carries an attempt id for every lane that it may take, so it asks for no more than it is likely to get. */
const LEAST_PER_CLAIM = 16;
/** No sender may take more lanes than this in one claim, so that all get their turn. */
const PER_SENDER = 128;

/** Carries queued messages to their providers, in order, within every budget. */
export function createSendRunner(context: PipelineContext): LaneRunner {
  const { store, clock, budgets, observer } = context;
  const circuits = createCircuits<ConnectionId>(() => clock.now());
  const sending = createSending(context, circuits);
  let likely = LEAST_PER_CLAIM;

  async function claim(room: number) {
    const max = Math.min(room, likely);
    const claimed = await store.claimSends({
      max,
      leaseMs: LEASE_MS,
      perSlot: 0,
      attemptIds: Array.from({ length: max }, () => context.ids.next('att') as AttemptId),
      ...claimRules(context, circuits),
    });
    for (const work of claimed.work) if (work.attempt) budgets.spend(work.conversation.senderId, 1);
    likely = claimed.more ? Math.min(likely * 2, MAX_PER_CLAIM) : LEAST_PER_CLAIM;
    return claimed;
  }

  return createLaneRunner<ClaimedSend>({
    kind: 'out',
    clock,
    store,
    capacity: MAX_SENDS_IN_HAND,
    claim,
    handle: (work: ClaimedSend, holding: Holding) => sending.run(work, holding),
    nextChanceAt: () => earliest(budgets.nextRefillAt(), sending.nextProbeAt()),
    onError: (error) => observer.error('send runner', error),
  });
}

type ClaimRules = Pick<SendClaimRequest, 'slots' | 'connections' | 'pair' | 'disabledChannels'>;

/** What every sender may send now: its budget, nothing while its connection is known to be down, one while it is probed. */
function claimRules(context: PipelineContext, circuits: { of(key: ConnectionId): Circuit }): ClaimRules {
  const rules = {
    slots: {} as Record<string, number>,
    connections: {} as Record<string, ConnectionId>,
    pair: {} as Record<string, { burst: number; intervalMs: number }>,
    disabledChannels: [] as ClaimRules['disabledChannels'][number][],
  };
  for (const entry of context.directory.channels()) {
    if (!entry.active) continue;
    const { channel } = entry;
    if (!channel.enabled) rules.disabledChannels.push(channel.id);
    const pacing = pacingOf(entry, entry.active.definition.capabilities.pacing);
    if (pacing.pairBurst !== null)
      rules.pair[channel.id] = { burst: pacing.pairBurst, intervalMs: pacing.pairSeconds * 1_000 };
    const circuit = circuits.of(entry.active.connection.id);
    for (const sender of entry.senders) {
      const budget = Math.min(PER_SENDER, context.budgets.available(sender.id, pacing.perSecond));
      rules.connections[sender.id] = entry.active.connection.id;
      rules.slots[sender.id] = circuit.isOpen() ? (mayProbe(circuit, context) ? Math.min(1, budget) : 0) : budget;
    }
  }
  return rules;
}

function mayProbe(circuit: Circuit, { clock }: PipelineContext): boolean {
  const retryAt = circuit.retryAt();
  return retryAt !== null && retryAt <= clock.now();
}

type ProviderPacing = NonNullable<ChannelEntry['active']>['definition']['capabilities']['pacing'];

function pacingOf({ channel }: ChannelEntry, standard: ProviderPacing): ProviderPacing {
  const own = channel.rules.pacing;
  const perSecond = own?.perSecond ?? standard.perSecond;
  const pairBurst = own?.pairBurst ?? standard.pairBurst;
  const pairSeconds = own?.pairSeconds ?? standard.pairSeconds;
  if (pairBurst === null || pairSeconds === null) return { perSecond, pairBurst: null, pairSeconds: null };
  return { perSecond, pairBurst, pairSeconds };
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}
