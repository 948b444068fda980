/** What a webhook brings: messages, statuses, changed identities, channel events, dead letters. */
import type { AttemptId, MessageId } from '../../src/domain/ids.ts';
import { mergeStatus } from '../../src/domain/status.ts';
import type {
  ChannelEventItem,
  DeadLetterItem,
  IdentityItem,
  InboundMessageItem,
  IngestItem,
  IngestOutcome,
  StatusItem,
} from '../../src/store/ingest-items.ts';
import { contactOf, conversationWith, latest } from './conversations.ts';
import { deliveryOf, isPending, linkDelivery, providerKey, wakeAfterSettling, wakeForWindow } from './outbound.ts';
import { isKnown, seePerson, seeRecipient } from './people.ts';
import type { ModelConversation, ModelMessage, ModelState } from './state.ts';
import { existing } from './state.ts';
import { queueForBot } from './turns.ts';

const SEEN_FOR_MS = 8 * 24 * 3_600_000;

export function ingestItem(state: ModelState, item: IngestItem): IngestOutcome {
  if (item.type === 'dead_letter') return storeDeadLetter(state, item);
  const key = [item.channelId, item.senderId, item.seen.kind, item.seen.key].join('/');
  if (state.seen.has(key)) return 'duplicate';
  state.seen.set(key, state.now());
  switch (item.type) {
    case 'message':
      storeMessage(state, item);
      break;
    case 'status':
      applyStatus(state, item);
      break;
    case 'identity':
      changeIdentity(state, item);
      break;
    case 'channel_event':
      storeChannelEvent(state, item);
  }
  return 'new';
}

/** Forgets keys that no provider repeats any more; how many. */
export function sweepSeen(state: ModelState): number {
  const old = [...state.seen].filter(([, at]) => at + SEEN_FOR_MS <= state.now());
  for (const [key] of old) state.seen.delete(key);
  return old.length;
}

function storeDeadLetter(state: ModelState, { deadLetter }: DeadLetterItem): IngestOutcome {
  state.deadLetters.set(deadLetter.id, { ...deadLetter, replayedAt: null });
  return 'new';
}

function storeChannelEvent(state: ModelState, item: ChannelEventItem): void {
  state.channelEvents.push(item);
}

function storeMessage(state: ModelState, item: InboundMessageItem): void {
  const contact = seePerson(state, item.channelId, item.person);
  const conversation = conversationWith(state, contact, item.senderId);
  const isAnswered = item.answer !== null && conversation.answeredBy === 'bot';
  const message = messageOf(state, item, conversation, isAnswered);
  conversation.messages.push(message);
  state.messages.set(message.id, message);
  state.receivedIds.set(providerKey(item.channelId, item.providerMessageId), message.id);
  state.trace.push(...item.trace);
  conversation.windowUntil = latest(conversation.windowUntil, item.windowUntil);
  if (item.windowUntil !== null) wakeForWindow(state, conversation);
  if (message.answer) queueForBot(state, conversation, message.answer.botId);
}

function messageOf(
  state: ModelState,
  item: InboundMessageItem,
  conversation: ModelConversation,
  isAnswered: boolean,
): ModelMessage {
  return {
    id: item.messageId,
    channelId: item.channelId,
    conversationId: conversation.id,
    position: conversation.messages.length + 1,
    direction: item.direction,
    author: item.author,
    duty: isAnswered ? 'answer' : 'observe',
    status: item.direction === 'outbound' ? 'sent' : isAnswered ? 'received' : 'ignored',
    content: item.content,
    context: item.context ?? {},
    providerMessageId: item.providerMessageId,
    providerAt: item.providerAt,
    receivedAt: item.receivedAt,
    storedAt: state.now(),
    answer: isAnswered ? item.answer : null,
    turnId: null,
    replays: 0,
    freeForm: false,
    pauseMs: 0,
    replyTo: null,
    expiresAt: Number.POSITIVE_INFINITY,
    attempts: [],
    tries: 0,
    doubts: 0,
    doubtUntil: null,
    failure: null,
  };
}

/** Statuses belong to a delivery, which may still wait for its receipt. Our own attempt id in it ends all doubt. */
function applyStatus(state: ModelState, item: StatusItem): void {
  const delivery = deliveryOf(state, item, item.providerMessageId);
  const merged = mergeStatus(delivery.status, item.status);
  if (merged !== delivery.status) delivery.failure = item.failure ?? null;
  delivery.status = merged;
  const messageId = delivery.messageId ?? messageOfAttempt(state, item.attemptId);
  if (messageId === undefined) return;
  const message = existing(state.messages, messageId);
  const wasPending = isPending(message);
  linkDelivery(state, delivery, messageId);
  state.trace.push({
    messageId,
    step: 'status_reported',
    at: item.at,
    detail: { ...item.detail, status: item.status },
  });
  const conversation = existing(state.conversations, message.conversationId);
  if (item.person) seeRecipient(state, contactOf(state, conversation), item.person);
  if (wasPending && !isPending(message)) wakeAfterSettling(state, conversation);
}

function messageOfAttempt(state: ModelState, attemptId: AttemptId | undefined): MessageId | undefined {
  return attemptId && state.attempts.get(attemptId);
}

/** The provider's word that both are one person. Nobody known: nothing to change. */
function changeIdentity(state: ModelState, { channelId, previous, current, name }: IdentityItem): void {
  const identifiers = [...current, ...previous];
  if (!isKnown(state, channelId, identifiers)) return;
  seePerson(state, channelId, { identifiers, ...(name !== undefined && { name }) });
}
