/** Sending: which message may go now, and what its attempt's outcome does. */
import type { AttemptId } from '../../src/domain/ids.ts';
import { isWindowOpen } from '../../src/domain/window.ts';
import type {
  Claimed,
  ClaimedSend,
  Fenced,
  Hold,
  LaneRef,
  OutDraft,
  ResendStep,
  SendClaimRequest,
  SendStep,
  SessionData,
} from '../../src/store/work.ts';
import { absorbMerged, contactOf } from './conversations.ts';
import { createSlots, deleteLane, dueLanes, freeLanes, heldLane, lease, nextDueAt, releaseLane } from './lanes.ts';
import {
  advance,
  deliveryOf,
  headOf,
  isPending,
  linkDelivery,
  showStatus,
  startAttempt,
  toQueued,
} from './outbound.ts';
import { seeRecipient } from './people.ts';
import type { ModelConversation, ModelLane, ModelMessage, ModelState } from './state.ts';
import { existing } from './state.ts';
import { viewConversation } from './views.ts';

export function claimSends(state: ModelState, request: SendClaimRequest): Claimed<ClaimedSend> {
  const slots = createSlots(request);
  const work: ClaimedSend[] = [];
  const attemptIds = [...request.attemptIds];
  for (const lane of dueLanes(state, 'out')) {
    const conversation = existing(state.conversations, lane.conversationId);
    if (!isSendable(conversation, request) || !slots.isFree(conversation.senderId)) continue;
    const claimed = claimHead(state, lane, { request, attemptIds });
    if (!claimed) continue;
    slots.take(conversation.senderId);
    work.push(claimed);
  }
  const ours = (lane: ModelLane) => isSendable(existing(state.conversations, lane.conversationId), request);
  const more = dueLanes(state, 'out').some(ours);
  return { work, nextDueAt: nextDueAt(state, freeLanes(state, 'out').filter(ours)), more, now: state.now() };
}

function isSendable(conversation: ModelConversation, request: SendClaimRequest): boolean {
  return request.connections[conversation.senderId] !== undefined;
}

/** Undefined: nothing to send any more, or this person has had enough for now. */
function claimHead(
  state: ModelState,
  lane: ModelLane,
  { request, attemptIds }: { request: SendClaimRequest; attemptIds: AttemptId[] },
): ClaimedSend | undefined {
  const conversation = existing(state.conversations, lane.conversationId);
  absorbMerged(state, conversation);
  const head = headOf(conversation);
  if (!head) {
    deleteLane(state, lane);
    return undefined;
  }
  const hold = holdOf(state, conversation, { head, request });
  if (hold) return viewSend(state, { head, lane: lease(state, lane, request.leaseMs), hold });
  const allowedAt = takePairBudget(state, conversation, request);
  if (allowedAt > state.now()) {
    releaseLane(lane, allowedAt, null);
    return undefined;
  }
  const id = attemptIds.shift();
  const connectionId = request.connections[conversation.senderId];
  if (id === undefined || connectionId === undefined) throw new Error('fewer attempt ids than lanes');
  startAttempt(state, head, { id, connectionId });
  return viewSend(state, { head, lane: lease(state, lane, request.leaseMs), hold: null });
}

function holdOf(
  state: ModelState,
  conversation: ModelConversation,
  { head, request }: { head: ModelMessage; request: SendClaimRequest },
): Hold | null {
  if (head.status === 'sending') return 'left_sending';
  if (head.status === 'in_doubt') return 'in_doubt';
  if (request.disabledChannels.includes(head.channelId)) return 'channel_disabled';
  if (head.expiresAt <= state.now()) return 'expired';
  if (!head.freeForm || request.windowlessSenders?.includes(conversation.senderId)) return null;
  return isWindowOpen(conversation.windowUntil, state.now()) ? null : 'window_closed';
}

/** Counts one message against the person's budget; returns when it is allowed, in the future if nothing was counted. */
function takePairBudget(state: ModelState, conversation: ModelConversation, request: SendClaimRequest): number {
  const budget = request.pair[conversation.channelId];
  if (!budget) return state.now();
  const latest = state.now() + budget.burst * budget.intervalMs;
  conversation.pairArrivalAt = Math.min(conversation.pairArrivalAt, latest);
  const arrivalAt = Math.max(conversation.pairArrivalAt, state.now());
  const allowedAt = arrivalAt - (budget.burst - 1) * budget.intervalMs;
  if (allowedAt > state.now()) return allowedAt;
  conversation.pairArrivalAt = arrivalAt + budget.intervalMs;
  return state.now();
}

function viewSend(
  state: ModelState,
  { head, lane, hold }: { head: ModelMessage; lane: LaneRef; hold: Hold | null },
): ClaimedSend {
  const last = head.attempts.at(-1);
  const quoted = head.replyTo === null ? undefined : state.messages.get(head.replyTo);
  return {
    lane,
    conversation: viewConversation(state, existing(state.conversations, head.conversationId)),
    messageId: head.id,
    content: head.content as ClaimedSend['content'],
    author: head.author,
    freeForm: head.freeForm,
    createdAt: head.storedAt,
    expiresAt: head.expiresAt,
    replyTo: quoted
      ? { messageId: quoted.id, providerMessageId: quoted.providerMessageId, at: quoted.receivedAt }
      : null,
    attempt: hold === null && last ? { ...last } : null,
    hold,
    lastAttempt:
      hold !== null && last ? { id: last.id, startedAt: last.startedAt, connectionId: last.connectionId } : null,
    doubts: head.doubts,
    doubtUntil: head.doubtUntil,
    tries: head.tries,
  };
}

export function commitSend(state: ModelState, step: SendStep): Fenced {
  const lane = heldLane(state, step.lane);
  const message = state.messages.get(step.messageId);
  if (!lane || !message) return 'lost';
  state.trace.push(...step.trace);
  if (step.outcome === 'accepted') accept(state, message, step);
  // An echo came while the attempt was under way: the message is out, whatever the attempt made of it.
  if (!isPending(message)) advanceAfter(state, message, step);
  else applyOutcome(state, message, { lane, step });
  return 'ok';
}

function accept(state: ModelState, message: ModelMessage, step: Extract<SendStep, { outcome: 'accepted' }>): void {
  showStatus(message, 'accepted', null);
  linkDelivery(state, deliveryOf(state, message, step.providerMessageId), message.id);
  const conversation = existing(state.conversations, message.conversationId);
  if (step.person) seeRecipient(state, contactOf(state, conversation), step.person);
}

function applyOutcome(
  state: ModelState,
  message: ModelMessage,
  { lane, step }: { lane: ModelLane; step: SendStep },
): void {
  switch (step.outcome) {
    case 'accepted':
      throw new Error('an accepted message is not pending');
    case 'failed':
      fail(state, message, step);
      advanceAfter(state, message, step);
      break;
    case 'retry':
      message.status = 'queued';
      if (step.burn) message.tries += 1;
      releaseLane(lane, step.dueAt, 'retry');
      break;
    case 'in_doubt':
      message.status = 'in_doubt';
      message.doubts += 1;
      message.doubtUntil = step.until;
      releaseLane(lane, step.until, 'echo');
      break;
    case 'hold':
      for (const each of existing(state.conversations, message.conversationId).messages.filter(isPending)) {
        each.expiresAt = Math.max(each.expiresAt, step.expiresAt ?? each.expiresAt);
      }
      releaseLane(lane, isOver(state, message, step) ? state.now() : step.dueAt, step.waitsFor);
      break;
    case 'replace':
      message.content = step.content;
      message.freeForm = step.freeForm;
      message.status = 'queued';
      insertBehind(state, message, step.more ?? []);
      if (step.choices) setChoices(state, message, step.choices);
      releaseLane(lane, state.now(), null);
  }
}

/** The store gives everything behind it a new position; here the array is the order. */
function insertBehind(state: ModelState, head: ModelMessage, more: readonly OutDraft[]): void {
  const { messages } = existing(state.conversations, head.conversationId);
  const place = messages.indexOf(head) + 1;
  const parts = more.map((draft) => toQueued(state, existing(state.conversations, head.conversationId), draft));
  messages.splice(place, 0, ...parts.map((part) => ({ ...part, turnId: head.turnId })));
  for (const part of messages.slice(place, place + parts.length)) state.messages.set(part.id, part);
}

function setChoices(state: ModelState, { conversationId }: ModelMessage, choices: SessionData['choices']): void {
  const { session } = existing(state.conversations, conversationId);
  if (session) session.choices = choices;
}

function fail(state: ModelState, message: ModelMessage, step: Extract<SendStep, { outcome: 'failed' }>): void {
  const conversation = existing(state.conversations, message.conversationId);
  const failed = step.failRest ? conversation.messages.filter(isPending) : [message];
  for (const each of failed) showStatus(each, 'failed', step.failure);
  if (step.deadLetter) state.deadLetters.set(step.deadLetter.id, { ...step.deadLetter, replayedAt: null });
}

/** Whether the wait that the step asks for ended while it was on its way. */
function isOver(state: ModelState, message: ModelMessage, step: Extract<SendStep, { outcome: 'hold' }>): boolean {
  const conversation = existing(state.conversations, message.conversationId);
  return step.waitsFor === 'window' && isWindowOpen(conversation.windowUntil, state.now());
}

function advanceAfter(state: ModelState, message: ModelMessage, step: SendStep): void {
  const conversation = existing(state.conversations, message.conversationId);
  if ('delayMs' in step) conversation.nextSendAt = step.delayMs > 0 ? state.now() + step.delayMs : 0;
  advance(state, conversation);
}

/** Only a message in doubt may be sent again; if it no longer is, the lane goes on. The same attempt again changes nothing. */
export function resend(state: ModelState, step: ResendStep): Fenced {
  const lane = heldLane(state, step.lane);
  const message = state.messages.get(step.messageId);
  if (!lane || !message) return 'lost';
  if (message.status === 'sending' && message.attempts.at(-1)?.id === step.attemptId) return 'ok';
  if (message.status !== 'in_doubt') {
    advance(state, existing(state.conversations, message.conversationId));
    return 'lost';
  }
  startAttempt(state, message, { id: step.attemptId, connectionId: step.connectionId });
  state.trace.push(...step.trace);
  return 'ok';
}

/** A dead letter's message takes its place in line again, with as much time as it had. */
export function requeueForSending(state: ModelState, message: ModelMessage): void {
  if (message.status !== 'failed') return;
  message.expiresAt += state.now() - message.storedAt;
  message.storedAt = state.now();
  message.status = 'queued';
  message.failure = null;
  message.doubts = 0;
  message.tries = 0;
}
