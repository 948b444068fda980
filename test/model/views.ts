/** Rows as the contract shows them. */
import type { InboundContent } from '../../src/domain/content.ts';
import type { ChannelId, MessageId } from '../../src/domain/ids.ts';
import type { ConversationView, TurnItem } from '../../src/store/work.ts';
import { contactOf } from './conversations.ts';
import { providerKey } from './outbound.ts';
import type { ModelConversation, ModelMessage, ModelState } from './state.ts';

export function viewConversation(state: ModelState, conversation: ModelConversation): ConversationView {
  const contact = contactOf(state, conversation);
  return {
    id: conversation.id,
    channelId: conversation.channelId,
    senderId: conversation.senderId,
    contactId: contact.id,
    answeredBy: conversation.answeredBy,
    windowUntil: conversation.windowUntil,
    identifiers: [...contact.identifiers],
    contactName: contact.name,
    contactUsername: contact.username,
  };
}

export function viewItem(state: ModelState, message: ModelMessage): TurnItem {
  return {
    messageId: message.id,
    position: message.position,
    providerMessageId: message.providerMessageId,
    providerAt: message.providerAt,
    receivedAt: message.receivedAt,
    // Only received messages become items of a turn.
    content: message.content as InboundContent,
    context: message.context,
    replyTo: findByProviderId(state, message.channelId, message.context.replyToProviderId),
  };
}

function findByProviderId(state: ModelState, channelId: ChannelId, id: string | undefined): MessageId | null {
  if (id === undefined) return null;
  const key = providerKey(channelId, id);
  return state.receivedIds.get(key) ?? state.deliveries.get(key)?.messageId ?? null;
}
