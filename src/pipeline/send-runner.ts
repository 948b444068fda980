import type { AttemptId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { ClaimedSend, SendTerms, TurnStep } from '../store/work.ts';
import { createCircuits } from './circuit.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from './lane-runner.ts';
import { createBacklog, type OpenOffer } from './offers.ts';
import type { PipelineContext } from './parts.ts';
import { createSendRules, type SendRules } from './send-rules.ts';
import { createSending } from './sending.ts';
import { createTakeoverWatch } from './takeover-watch.ts';

const MAX_SENDS_IN_HAND = 512;
const MAX_PER_CLAIM = 256;
/** An outage shows after this long even where hardly anybody writes. */
const OUTAGE_MS = 5_000;
/** A claim carries an attempt id for every lane that it may take, so it asks for no more than it is likely to get. */
const LEAST_PER_CLAIM = 16;

export interface SendRunner extends LaneRunner<ClaimedSend> {
  /** Room for the first reply of a turn that is over; null: it must wait for a claim. */
  offer(step: TurnStep, senderId: SenderId): OpenOffer<SendTerms, ClaimedSend> | null;
}

/** Carries queued messages to their providers, in order, within every budget. */
export function createSendRunner(context: PipelineContext): SendRunner {
  const { store, clock, budgets, observer } = context;
  const circuits = createCircuits<ConnectionId>(() => clock.now(), OUTAGE_MS);
  observer.watchCircuits?.('connection', circuits.openCount);
  const sending = createSending(context, circuits);
  const rules = createSendRules(context, circuits);
  const watch = createTakeoverWatch(context, circuits);
  const backlog = createBacklog<SenderId>();
  /** What the claim under way may take of each sender. */
  let claiming: SendRules['slots'] = {};
  let likely = LEAST_PER_CLAIM;

  async function claim(room: number) {
    watch();
    const max = Math.min(room, likely);
    const allowed = rules.all();
    claiming = allowed.slots;
    const claimed = await store
      .claimSends({
        max,
        leaseMs: LEASE_MS,
        perSlot: 0,
        attemptIds: Array.from({ length: max }, () => context.ids.next('att') as AttemptId),
        ...allowed,
      })
      .finally(() => {
        claiming = {};
      });
    for (const work of claimed.work) if (work.attempt) budgets.spend(work.conversation.senderId, 1);
    // The rest does not wait for the probe: it may go by another connection.
    if (claimed.work.some(({ attempt }) => attempt && circuits.of(attempt.connectionId).isOpen())) runner.wake();
    if (!claimed.more) {
      const took = claimed.work.map(({ conversation }) => conversation.senderId);
      backlog.claimed(took, (senderId) => allowed.slots[senderId] ?? 0);
    }
    likely = claimed.more ? Math.min(likely * 2, MAX_PER_CLAIM) : LEAST_PER_CLAIM;
    return claimed;
  }

  const runner = createLaneRunner<ClaimedSend>({
    kind: 'out',
    clock,
    store,
    capacity: MAX_SENDS_IN_HAND,
    claim,
    handle: (work: ClaimedSend, holding: Holding) => sending.run(work, holding),
    nextChanceAt: () => earliest(budgets.nextRefillAt(), circuits.nextRetryAt()),
    onError: (error) => observer.error('send runner', error),
  });

  function offer(step: TurnStep, senderId: SenderId): OpenOffer<SendTerms, ClaimedSend> | null {
    if (step.outcome !== 'done' || step.drafts.length === 0) return null;
    const allowed = rules.one(senderId);
    if (!allowed) return null;
    const { tokens, ...terms } = allowed;
    const hasRoom = tokens - (claiming[senderId] ?? 0) >= 1 && !backlog.has(senderId);
    const reservation = hasRoom ? runner.reserve() : null;
    if (!reservation) {
      backlog.add(senderId);
      return null;
    }
    budgets.spend(senderId, 1);
    let isTaken = false;
    return {
      terms: { ...terms, leaseMs: LEASE_MS, attemptIds: [context.ids.next('att') as AttemptId] },
      take(work) {
        isTaken = true;
        reservation.take(work);
      },
      end() {
        reservation.end();
        if (!isTaken) budgets.spend(senderId, -1);
      },
    };
  }

  return { ...runner, offer };
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}
