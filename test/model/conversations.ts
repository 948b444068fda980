/** Conversations: sender × contact, and how a merged person's older conversation ends in the survivor's. */
import type { ConversationId, SenderId } from '../../src/domain/ids.ts';
import { hasLanes } from './lanes.ts';
import type { ModelContact, ModelConversation, ModelState } from './state.ts';
import { existing, nextNumber } from './state.ts';

export function conversationWith(state: ModelState, contact: ModelContact, senderId: SenderId): ModelConversation {
  const conversation = find(state, contact, senderId) ?? create(state, contact, senderId);
  absorbMerged(state, conversation);
  return conversation;
}

/** Where a conversation goes on: itself, or the one of the contact that its contact was merged into. */
export function currentConversation(state: ModelState, conversation: ModelConversation): ModelConversation {
  const contact = contactOf(state, conversation);
  return contact.id === conversation.contactId ? conversation : conversationWith(state, contact, conversation.senderId);
}

/** Whom a conversation is with, by now. */
export function contactOf(state: ModelState, conversation: ModelConversation): ModelContact {
  return survivorOf(state, existing(state.contacts, conversation.contactId));
}

function survivorOf(state: ModelState, contact: ModelContact): ModelContact {
  return contact.mergedInto === null ? contact : survivorOf(state, existing(state.contacts, contact.mergedInto));
}

/** The loser's conversations take nothing new; the survivor's wait until those have no work left. */
export function mergeConversations(state: ModelState, loser: ModelContact, survivor: ModelContact): void {
  const older = [...state.conversations.values()].filter(({ contactId }) => contactId === loser.id);
  for (const { id, senderId } of older) {
    const conversation = find(state, survivor, senderId) ?? create(state, survivor, senderId);
    conversation.absorbs.push(id);
    absorbMerged(state, conversation);
  }
}

/** Session, window and state of older conversations move here as soon as those have no work left. */
export function absorbMerged(state: ModelState, conversation: ModelConversation): void {
  for (const id of conversation.absorbs) {
    const older = existing(state.conversations, id);
    absorbMerged(state, older);
    if (older.absorbs.length > 0 || hasLanes(state, older)) continue;
    conversation.absorbs = conversation.absorbs.filter((other) => other !== id);
    absorb(conversation, older);
  }
}

function absorb(conversation: ModelConversation, older: ModelConversation): void {
  if ((older.session?.lastAt ?? 0) > (conversation.session?.lastAt ?? 0)) conversation.session = older.session;
  if (older.answeredBy !== 'bot') conversation.answeredBy = older.answeredBy;
  conversation.windowUntil = latest(conversation.windowUntil, older.windowUntil);
  conversation.lastFallbackAt = latest(conversation.lastFallbackAt, older.lastFallbackAt);
  conversation.nextSendAt = Math.max(conversation.nextSendAt, older.nextSendAt);
  conversation.pairArrivalAt = Math.max(conversation.pairArrivalAt, older.pairArrivalAt);
}

export function latest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function find(state: ModelState, contact: ModelContact, senderId: SenderId): ModelConversation | undefined {
  return [...state.conversations.values()].find(
    (conversation) => conversation.contactId === contact.id && conversation.senderId === senderId,
  );
}

function create(state: ModelState, contact: ModelContact, senderId: SenderId): ModelConversation {
  const conversation: ModelConversation = {
    id: `conversation_${nextNumber(state)}` as ConversationId,
    channelId: contact.channelId,
    senderId,
    contactId: contact.id,
    answeredBy: 'bot',
    windowUntil: null,
    messages: [],
    openTurn: null,
    session: null,
    lastFallbackAt: null,
    nextSendAt: 0,
    pairArrivalAt: 0,
    absorbs: [],
  };
  state.conversations.set(conversation.id, conversation);
  return conversation;
}
