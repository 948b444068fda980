/** Messages on their way out: where they stand in line and what an attempt, a receipt or a status does to them. */
import type { SendFailure } from '../../src/domain/failure.ts';
import type { AttemptId, ConnectionId, MessageId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { MessageStatus } from '../../src/domain/message.ts';
import { PENDING_STATUSES } from '../../src/domain/message.ts';
import { mergeStatus } from '../../src/domain/status.ts';
import { isWindowOpen } from '../../src/domain/window.ts';
import type { OutDraft } from '../../src/store/work.ts';
import { deleteLane, isLeased, laneOf, raiseLane, releaseLane } from './lanes.ts';
import type { ModelConversation, ModelDelivery, ModelMessage, ModelState } from './state.ts';
import { existing } from './state.ts';

export function isPending(message: ModelMessage): boolean {
  return message.direction === 'outbound' && PENDING_STATUSES.some((status) => status === message.status);
}

/** The message whose turn it is to go out. */
export function headOf(conversation: ModelConversation): ModelMessage | undefined {
  return conversation.messages.find(isPending);
}

/** Appends to the conversation's line and wakes its lane. */
export function queueDrafts(state: ModelState, conversation: ModelConversation, drafts: readonly OutDraft[]): void {
  for (const draft of drafts) queueDraft(state, conversation, draft);
}

function queueDraft(state: ModelState, conversation: ModelConversation, draft: OutDraft): void {
  const wasIdle = headOf(conversation) === undefined;
  const message = toQueued(state, conversation, draft);
  conversation.messages.push(message);
  state.messages.set(message.id, message);
  const lane = raiseLane(state, conversation, 'out');
  if (wasIdle && !isLeased(state, lane)) releaseLane(lane, headDueAt(state, conversation, message), null);
}

/** A message as it waits to be sent; not in its line yet. */
export function toQueued(state: ModelState, conversation: ModelConversation, draft: OutDraft): ModelMessage {
  return {
    id: draft.messageId,
    channelId: conversation.channelId,
    conversationId: conversation.id,
    position: conversation.messages.length + 1,
    direction: 'outbound',
    author: draft.author,
    duty: 'observe',
    status: 'queued',
    content: draft.content,
    context: {},
    providerMessageId: null,
    providerAt: state.now(),
    receivedAt: state.now(),
    storedAt: state.now(),
    answer: null,
    turnId: null,
    replays: 0,
    freeForm: draft.freeForm,
    pauseMs: draft.pauseMs,
    replyTo: draft.replyTo,
    expiresAt: draft.expiresAt,
    attempts: [],
    tries: 0,
    doubts: 0,
    doubtUntil: null,
    failure: null,
  };
}

/** When a message that became the head may go: after the channel's delay and its own pause. */
function headDueAt(state: ModelState, conversation: ModelConversation, head: ModelMessage): number {
  return Math.max(state.now() + head.pauseMs, conversation.nextSendAt);
}

/** The head is done with: the lane goes on to the next message, or disappears. */
export function advance(state: ModelState, conversation: ModelConversation): void {
  const lane = laneOf(state, conversation, 'out');
  if (!lane) return;
  const head = headOf(conversation);
  if (head) releaseLane(lane, headDueAt(state, conversation, head), null);
  else deleteLane(state, lane);
}

export function startAttempt(
  state: ModelState,
  message: ModelMessage,
  attempt: { id: AttemptId; connectionId: ConnectionId },
): void {
  message.status = 'sending';
  message.attempts.push({ ...attempt, number: message.attempts.length + 1, startedAt: state.now() });
  state.attempts.set(attempt.id, message.id);
}

/** The row that receipt and statuses share; whoever comes second finds the other. */
export function deliveryOf(
  state: ModelState,
  message: Pick<ModelMessage, 'channelId'>,
  providerMessageId: ProviderMessageId,
): ModelDelivery {
  const key = providerKey(message.channelId, providerMessageId);
  let delivery = state.deliveries.get(key);
  if (!delivery) {
    delivery = { channelId: message.channelId, providerMessageId, messageId: null, status: 'queued', failure: null };
    state.deliveries.set(key, delivery);
  }
  return delivery;
}

export function providerKey(channelId: string, providerMessageId: string): string {
  return `${channelId}/${providerMessageId}`;
}

/** Ties a delivery to its message and shows the better status there. */
export function linkDelivery(state: ModelState, delivery: ModelDelivery, messageId: MessageId): void {
  delivery.messageId = messageId;
  const message = existing(state.messages, messageId);
  message.providerMessageId ??= delivery.providerMessageId;
  showStatus(message, delivery.status, delivery.failure);
}

export function showStatus(message: ModelMessage, status: MessageStatus, failure: SendFailure | null): void {
  const merged = mergeStatus(message.status, status);
  if (merged === message.status) return;
  message.status = merged;
  message.failure = merged === 'failed' ? failure : null;
}

/** The head was settled from outside: the line goes on at once, or as soon as whoever works on it has noticed. */
export function wakeAfterSettling(state: ModelState, conversation: ModelConversation): void {
  const lane = laneOf(state, conversation, 'out');
  if (!lane) return;
  lane.generation += 1;
  if (!isLeased(state, lane)) advance(state, conversation);
}

/** The person wrote: what waits for an open window may go now. */
export function wakeForWindow(state: ModelState, conversation: ModelConversation): void {
  const lane = laneOf(state, conversation, 'out');
  if (!lane || !isWindowOpen(conversation.windowUntil, state.now())) return;
  lane.generation += 1;
  if (lane.waitsFor === 'window') releaseLane(lane, state.now(), null);
}
