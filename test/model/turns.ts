/** Turns: which waiting messages a bot is handed, and what its answer does. */
import type { BotId, TurnId } from '../../src/domain/ids.ts';
import type { AnsweredBy, MessageStatus } from '../../src/domain/message.ts';
import type {
  Claimed,
  ClaimedTurn,
  Fenced,
  OpenTurn,
  SessionWrite,
  StoredSession,
  TurnClaimRequest,
  TurnReply,
  TurnStep,
} from '../../src/store/work.ts';
import { absorbMerged } from './conversations.ts';
import {
  createSlots,
  deleteLane,
  dueLanes,
  freeLanes,
  heldLane,
  isLeased,
  laneOf,
  lease,
  nextDueAt,
  raiseLane,
  releaseLane,
} from './lanes.ts';
import { queueDrafts } from './outbound.ts';
import type { ModelConversation, ModelLane, ModelMessage, ModelState, ModelTurn } from './state.ts';
import { existing } from './state.ts';
import { viewConversation, viewItem } from './views.ts';

/** A person who keeps writing is answered after ten pauses at the latest. */
const MOST_GATHER_PAUSES = 10;

/** New work for the bot: a lane that waits for nothing else is looked at when the pause after it is over. */
export function queueForBot(state: ModelState, conversation: ModelConversation, botId: BotId): void {
  const lane = raiseLane(state, conversation, 'in');
  lane.botId = botId;
  if (!conversation.openTurn && !isLeased(state, lane)) releaseToWaiting(state, conversation, lane);
}

export function claimTurns(state: ModelState, request: TurnClaimRequest): Claimed<ClaimedTurn> {
  const slots = createSlots(request);
  const work: ClaimedTurn[] = [];
  for (const lane of dueLanes(state, 'in')) {
    if (!slots.isFree(lane.botId ?? '')) continue;
    slots.take(lane.botId ?? '');
    work.push(claimTurn(state, lane, request));
  }
  const free = freeLanes(state, 'in');
  return { work, nextDueAt: nextDueAt(state, free), more: dueLanes(state, 'in').length > 0, now: state.now() };
}

function claimTurn(state: ModelState, lane: ModelLane, request: TurnClaimRequest): ClaimedTurn {
  const conversation = existing(state.conversations, lane.conversationId);
  absorbMerged(state, conversation);
  conversation.openTurn ??= freeze(state, conversation, request);
  const turn = conversation.openTurn;
  return {
    lane: lease(state, lane, request.leaseMs),
    conversation: viewConversation(state, conversation),
    turnId: turn.id,
    tries: turn.tries,
    frozenAt: turn.frozenAt,
    items: turn.messages.map((message) => viewItem(state, message)),
    session: turn.session,
    deferredUntil: turn.deferredUntil,
    lastFallbackAt: conversation.lastFallbackAt,
  };
}

/** From now on every try of this turn is the same: items, session and id. */
function freeze(state: ModelState, conversation: ModelConversation, request: TurnClaimRequest): ModelTurn {
  const isGathered = request.gatheredChannels.includes(conversation.channelId);
  const messages = waitingFor(conversation).slice(0, isGathered ? request.gatherMax : 1);
  const [first] = messages;
  if (!first) throw new Error('the model has a lane without work');
  const again = first.replays === 0 ? '' : `_${first.replays}`;
  const turn: ModelTurn = {
    id: `turn_${conversation.id}_${first.position}${again}` as TurnId,
    conversationId: conversation.id,
    messages,
    frozenAt: state.now(),
    tries: 0,
    session: conversation.session,
    state: 'open',
    deferredUntil: null,
    replyKeys: new Set(),
  };
  for (const message of messages) message.turnId = turn.id;
  state.turns.set(turn.id, turn);
  return turn;
}

export function commitTurn(state: ModelState, step: TurnStep): Fenced {
  const lane = heldLane(state, step.lane);
  const turn = state.turns.get(step.turnId);
  if (!lane || !turn || turn.state === 'closed') return 'lost';
  const conversation = existing(state.conversations, lane.conversationId);
  state.trace.push(...step.trace);
  switch (step.outcome) {
    case 'done':
      finishTurn(state, conversation, turn, step);
      break;
    case 'retry':
      if (step.burn) turn.tries += 1;
      releaseLane(lane, step.dueAt, 'retry');
      break;
    case 'deferred':
      turn.deferredUntil = step.until;
      if (step.session) promiseSession(conversation, step.session);
      releaseLane(lane, step.until, 'bot_reply');
  }
  return 'ok';
}

function finishTurn(
  state: ModelState,
  conversation: ModelConversation,
  turn: ModelTurn,
  step: Extract<TurnStep, { outcome: 'done' }>,
): void {
  if (step.session) writeSession(conversation, step.session);
  for (const deadLetter of step.deadLetters ?? []) {
    state.deadLetters.set(deadLetter.id, { ...deadLetter, replayedAt: null });
  }
  conversation.lastFallbackAt = step.fallbackAt ?? conversation.lastFallbackAt;
  queueDrafts(state, conversation, step.drafts);
  closeTurn(state, conversation, turn, step.itemStatus);
  if (step.answeredBy) answerBy(state, conversation, step.answeredBy);
}

function closeTurn(
  state: ModelState,
  conversation: ModelConversation,
  turn: ModelTurn,
  itemStatus: MessageStatus,
): void {
  for (const message of turn.messages) message.status = itemStatus;
  turn.state = 'closed';
  conversation.openTurn = null;
  const lane = laneOf(state, conversation, 'in');
  if (lane) releaseToWaiting(state, conversation, lane);
}

/** The lane goes on to what still waits, or disappears. */
function releaseToWaiting(state: ModelState, conversation: ModelConversation, lane: ModelLane): void {
  const waiting = waitingFor(conversation);
  const [first, last] = [waiting[0], waiting.at(-1)];
  if (!first?.answer || !last?.answer) {
    deleteLane(state, lane);
    return;
  }
  const dueAt = Math.min(
    last.storedAt + last.answer.gatherMs,
    first.storedAt + MOST_GATHER_PAUSES * first.answer.gatherMs,
  );
  releaseLane(lane, Math.max(dueAt, state.now()), dueAt > state.now() ? 'gather' : null);
}

/** Messages that no turn has taken yet, in order. */
function waitingFor(conversation: ModelConversation): ModelMessage[] {
  return conversation.messages.filter(
    (message) => message.answer !== null && message.status === 'received' && message.turnId === null,
  );
}

function writeSession(conversation: ModelConversation, write: SessionWrite): void {
  const revision = conversation.session?.id === write.id ? conversation.session.revision + 1 : 1;
  conversation.session = { ...write, revision };
}

/** A promise begins the session, but changes only what it can know: a reply may have overtaken it. */
function promiseSession(conversation: ModelConversation, write: SessionWrite): void {
  const stored = conversation.session?.id === write.id ? conversation.session : write;
  writeSession(conversation, { ...stored, state: write.state, lastAt: write.lastAt });
}

export function replyToTurn(state: ModelState, reply: TurnReply): 'ok' | 'closed' {
  const turn = state.turns.get(reply.turnId);
  if (!turn) return 'closed';
  if (turn.replyKeys.has(reply.replyKey)) return 'ok';
  if (turn.state === 'closed') return 'closed';
  const conversation = existing(state.conversations, turn.conversationId);
  turn.replyKeys.add(reply.replyKey);
  state.trace.push(...reply.trace);
  for (const deadLetter of reply.deadLetters ?? []) {
    state.deadLetters.set(deadLetter.id, { ...deadLetter, replayedAt: null });
  }
  conversation.session = sessionAfter(conversation.session, reply);
  queueDrafts(state, conversation, reply.drafts);
  if (!reply.more) closeTurn(state, conversation, turn, 'answered');
  else if (turn.deferredUntil === null && reply.until !== undefined) defer(state, turn, reply.until);
  if (reply.answeredBy) answerBy(state, conversation, reply.answeredBy);
  return 'ok';
}

/** The reply stands for the promise that it overtook; who still waits for the bot's word loses the lane. */
function defer(state: ModelState, turn: ModelTurn, until: number): void {
  turn.deferredUntil = until;
  const lane = laneOf(state, existing(state.conversations, turn.conversationId), 'in');
  if (lane) releaseLane(lane, until, 'bot_reply');
}

function sessionAfter(stored: StoredSession | null, reply: TurnReply): StoredSession | null {
  const begun = reply.session && reply.session.id !== stored?.id ? { ...reply.session, revision: 0 } : undefined;
  const session = begun ?? stored;
  return (
    session && {
      ...session,
      variables: { ...session.variables, ...reply.variables },
      choices: reply.choices,
      ended: session.ended || reply.endSession,
      revision: session.revision + 1,
    }
  );
}

export function openTurn(state: ModelState, turnId: TurnId): OpenTurn | null {
  const turn = state.turns.get(turnId);
  if (!turn) return null;
  return {
    turnId,
    conversation: viewConversation(state, existing(state.conversations, turn.conversationId)),
    items: turn.messages.map((message) => viewItem(state, message)),
    session: existing(state.conversations, turn.conversationId).session,
    state: turn.state,
    deferredUntil: turn.deferredUntil,
  };
}

/** What waits untaken is observed from now on, and giving back to the bot does not replay it. */
export function answerBy(state: ModelState, conversation: ModelConversation, answeredBy: AnsweredBy): void {
  conversation.answeredBy = answeredBy;
  if (answeredBy === 'bot') return;
  for (const message of waitingFor(conversation)) {
    message.duty = 'observe';
    message.answer = null;
    message.status = 'ignored';
  }
  const lane = laneOf(state, conversation, 'in');
  if (lane && !conversation.openTurn) deleteLane(state, lane);
}

/** A dead letter's message waits for the bot again, in a turn of its own. */
export function requeueForBot(state: ModelState, message: ModelMessage): void {
  if (message.status !== 'failed' || !message.answer) return;
  message.status = 'received';
  message.turnId = null;
  message.replays += 1;
  message.storedAt = state.now();
  queueForBot(state, existing(state.conversations, message.conversationId), message.answer.botId);
}
