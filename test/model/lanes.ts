/** Leases on a conversation's work: who may write, and when the next look is due. */
import type { ClaimRequest, LaneKind, LaneRef, LaneWait } from '../../src/store/work.ts';
import type { ModelConversation, ModelLane, ModelState } from './state.ts';
import { existing, nextNumber } from './state.ts';

const KINDS: readonly LaneKind[] = ['in', 'out', 'bulk', 'media'];

export function laneOf(state: ModelState, conversation: ModelConversation, kind: LaneKind): ModelLane | undefined {
  return state.lanes.get(laneKey(conversation, kind));
}

/** Makes the lane if there is none; new work always raises its generation. */
export function raiseLane(state: ModelState, conversation: ModelConversation, kind: LaneKind): ModelLane {
  const key = laneKey(conversation, kind);
  let lane = state.lanes.get(key);
  if (!lane) {
    lane = {
      conversationId: conversation.id,
      kind,
      dueAt: Number.POSITIVE_INFINITY,
      generation: 0,
      waitsFor: null,
      token: null,
      leaseUntil: 0,
      botId: null,
    };
    state.lanes.set(key, lane);
  }
  lane.generation += 1;
  return lane;
}

export function deleteLane(state: ModelState, lane: ModelLane): void {
  state.lanes.delete(laneKey(existing(state.conversations, lane.conversationId), lane.kind));
}

/** Nobody's any more; the next look is at `dueAt`. */
export function releaseLane(lane: ModelLane, dueAt: number, waitsFor: LaneWait | null): void {
  lane.token = null;
  lane.leaseUntil = 0;
  lane.dueAt = dueAt;
  lane.waitsFor = waitsFor;
}

export function isLeased(state: ModelState, lane: ModelLane): boolean {
  return lane.token !== null && state.now() < lane.leaseUntil;
}

/** The lane that this reference still fences; undefined: somebody else took it, or it is gone. */
export function heldLane(state: ModelState, ref: LaneRef): ModelLane | undefined {
  const conversation = state.conversations.get(ref.conversationId);
  const lane = conversation && laneOf(state, conversation, ref.kind);
  return lane?.token === ref.token ? lane : undefined;
}

export function lease(state: ModelState, lane: ModelLane, leaseMs: number): LaneRef {
  lane.token = String(nextNumber(state));
  lane.leaseUntil = state.now() + leaseMs;
  lane.waitsFor = null;
  return { conversationId: lane.conversationId, kind: lane.kind, token: lane.token, generation: lane.generation };
}

/** Whether the lane waits until the lanes of a merged person's older conversation are empty. */
function waitsForMerge(state: ModelState, conversation: ModelConversation): boolean {
  return conversation.absorbs
    .map((id) => existing(state.conversations, id))
    .some((older) => hasLanes(state, older) || waitsForMerge(state, older));
}

export function hasLanes(state: ModelState, conversation: ModelConversation): boolean {
  return KINDS.some((kind) => laneOf(state, conversation, kind) !== undefined);
}

/** Takes slots one by one: at most `max` in all, and so many of each slot as the request allows. */
export function createSlots(request: ClaimRequest): { isFree(slot: string): boolean; take(slot: string): void } {
  const taken = new Map<string, number>();
  let total = 0;
  return {
    isFree: (slot) => total < request.max && (taken.get(slot) ?? 0) < (request.slots[slot] ?? request.perSlot),
    take(slot) {
      total += 1;
      taken.set(slot, (taken.get(slot) ?? 0) + 1);
    },
  };
}

/** Lanes that nobody works on and whose time has come, the longest waiting first. */
export function dueLanes(state: ModelState, kind: LaneKind): ModelLane[] {
  return freeLanes(state, kind)
    .filter((lane) => lane.dueAt <= state.now())
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** Earliest due time in the future of lanes that nobody works on. */
export function nextDueAt(state: ModelState, lanes: readonly ModelLane[]): number | null {
  const times = lanes.map((lane) => lane.dueAt).filter((dueAt) => dueAt > state.now());
  return times.length === 0 ? null : Math.min(...times);
}

export function freeLanes(state: ModelState, kind: LaneKind): ModelLane[] {
  return [...state.lanes.values()].filter(
    (lane) =>
      lane.kind === kind &&
      !isLeased(state, lane) &&
      !waitsForMerge(state, existing(state.conversations, lane.conversationId)),
  );
}

function laneKey(conversation: ModelConversation, kind: LaneKind): string {
  return `${conversation.id}/${kind}`;
}
