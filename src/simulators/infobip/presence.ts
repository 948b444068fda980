import type { Chat } from '../kit/chats.ts';
import { TYPING_MS } from '../kit/person-actions.ts';
import type { World } from '../kit/world.ts';

/** Marks a person's message and all before it read. */
export function markRead(world: World, chat: Chat, messageId: string): void {
  for (const entry of chat.entries) {
    if (entry.direction === 'from_person') world.setStatus(chat, entry, 'read');
    if (entry.id === messageId) break;
  }
}

/** Shows the person that the business types; the person's last message counts as read. */
export function showTyping(world: World, chat: Chat): void {
  const last = chat.entries.findLast(({ direction }) => direction === 'from_person');
  if (last) markRead(world, chat, last.id);
  const { numberId, personId } = chat;
  chat.typingUntil = world.clock.now() + TYPING_MS;
  world.events.tell({ event: 'typing', data: { numberId, personId, by: 'business', until: chat.typingUntil } });
}
