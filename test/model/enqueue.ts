/** Messages from outside an answer. */
import type { ConversationId } from '../../src/domain/ids.ts';
import type { EnqueueItem, EnqueueOutcome } from '../../src/store/work.ts';
import { conversationWith, currentConversation } from './conversations.ts';
import { queueDrafts } from './outbound.ts';
import { seeAddressee } from './people.ts';
import type { ModelConversation, ModelState } from './state.ts';
import { existing } from './state.ts';

export function enqueue(state: ModelState, item: EnqueueItem): EnqueueOutcome {
  const repeated = findRepeated(state, item);
  if (repeated) return repeated;
  const conversation = recipientOf(state, item);
  if (!conversation) return { outcome: 'unknown_conversation' };
  queueDrafts(state, conversation, [item.draft]);
  state.trace.push(...item.trace);
  const { messageId } = item.draft;
  if (item.idempotency) {
    const { requestHash } = item.idempotency;
    state.enqueued.set(keyOf(item.idempotency), { requestHash, messageId });
  }
  return { outcome: 'created', messageId, conversationId: conversation.id, status: 'queued' };
}

function findRepeated(state: ModelState, { idempotency }: EnqueueItem): EnqueueOutcome | undefined {
  const earlier = idempotency && state.enqueued.get(keyOf(idempotency));
  if (!earlier) return undefined;
  if (earlier.requestHash !== idempotency.requestHash) return { outcome: 'conflict' };
  const { id, conversationId, status } = existing(state.messages, earlier.messageId);
  return { outcome: 'repeated', messageId: id, conversationId, status };
}

function keyOf({ scope, key }: { scope: string; key: string }): string {
  return `${scope}/${key}`;
}

function recipientOf(state: ModelState, item: EnqueueItem): ModelConversation | undefined {
  if ('conversationId' in item.to) return findCurrent(state, item.to.conversationId);
  const contact = seeAddressee(state, item.channelId, item.to.identifiers);
  return conversationWith(state, contact, item.senderId);
}

function findCurrent(state: ModelState, id: ConversationId): ModelConversation | undefined {
  const conversation = state.conversations.get(id);
  return conversation && currentConversation(state, conversation);
}
