import type { SenderId } from '../../src/domain/ids.ts';
import type { LaneKind, LaneRef, WorkStore } from '../../src/store/work.ts';
import { currentConversation } from './conversations.ts';
import { replayDeadLetter } from './dead-letters.ts';
import { enqueue } from './enqueue.ts';
import { ingestItem, sweepSeen } from './ingest.ts';
import { dueLanes, heldLane, releaseLane } from './lanes.ts';
import { claimSends, commitSend, resend } from './sends.ts';
import type { ModelState } from './state.ts';
import { createState } from './state.ts';
import { answerBy, claimTurns, commitTurn, openTurn, replyToTurn } from './turns.ts';

export interface ModelStore extends WorkStore {
  /** The whole contents, for checks. */
  readonly state: ModelState;
}

/**
 * The work store as plain maps: an independent reading of the contract, for simulations and as a second opinion on the engines.
 * Every method is one atomic step. `now` is the store's clock, epoch ms.
 */
export function createModelStore({ now }: { now: () => number }): ModelStore {
  const state = createState(now);
  const wakers = new Set<(kind: LaneKind) => void>();

  /** A step of its own; afterwards whoever listens hears which kinds have due lanes. */
  async function step<Result>(change: () => Result): Promise<Result> {
    const result = change();
    for (const kind of ['in', 'out'] as const) {
      if (dueLanes(state, kind).length > 0) for (const wake of wakers) wake(kind);
    }
    return result;
  }

  /** Claims and looks wake nobody: what they leave, they tell. */
  async function look<Result>(read: () => Result): Promise<Result> {
    return read();
  }

  return {
    state,
    ingest: (items) => step(() => items.map((item) => ingestItem(state, item))),
    claimTurns: (request) => look(() => claimTurns(state, request)),
    commitTurn: (turnStep) => step(() => commitTurn(state, turnStep)),
    openTurn: (turnId) => look(() => openTurn(state, turnId)),
    replyToTurn: (reply) => step(() => replyToTurn(state, reply)),
    claimSends: (request) => look(() => claimSends(state, request)),
    commitSend: (sendStep) => step(() => commitSend(state, sendStep)),
    resend: (resendStep) => step(() => resend(state, resendStep)),
    enqueue: (item) => step(() => enqueue(state, item)),
    enqueueAll: (items) => step(() => items.map((item) => enqueue(state, item))),
    renew: (lanes, leaseMs) => look(() => renew(state, lanes, leaseMs)),
    release: (lanes) => step(() => release(state, lanes)),
    setAnsweredBy: (conversationId, answeredBy) =>
      step(() => {
        const conversation = state.conversations.get(conversationId);
        if (conversation) answerBy(state, currentConversation(state, conversation), answeredBy);
        return conversation !== undefined;
      }),
    replayDeadLetter: (id) => step(() => replayDeadLetter(state, id)),
    borrowBudget: (senderId, perSecond, want) => look(() => borrowBudget(state, senderId, { perSecond, want })),
    onWork(wake) {
      wakers.add(wake);
      return () => wakers.delete(wake);
    },
    sweep: () => look(() => sweepSeen(state)),
    now: () => look(now),
  };
}

function renew(state: ModelState, lanes: readonly LaneRef[], leaseMs: number): LaneRef[] {
  const lost: LaneRef[] = [];
  for (const ref of lanes) {
    const lane = heldLane(state, ref);
    if (lane) lane.leaseUntil = state.now() + leaseMs;
    else lost.push(ref);
  }
  return lost;
}

function release(state: ModelState, lanes: readonly LaneRef[]): number {
  const held = lanes.map((ref) => heldLane(state, ref)).filter((lane) => lane !== undefined);
  for (const lane of held) releaseLane(lane, state.now(), null);
  return held.length;
}

/** A bucket of one second's tokens that fills with time. */
function borrowBudget(
  state: ModelState,
  senderId: SenderId,
  { perSecond, want }: { perSecond: number; want: number },
): number {
  const bucket = state.budgets.get(senderId) ?? { tokens: perSecond, at: state.now() };
  const tokens = Math.min(perSecond, bucket.tokens + (Math.max(0, state.now() - bucket.at) * perSecond) / 1_000);
  const granted = Math.min(want, Math.floor(tokens));
  state.budgets.set(senderId, { tokens: tokens - granted, at: state.now() });
  return granted;
}
