import { TYPING_MS } from '../../kit/person-actions.ts';
import type { World } from '../../kit/world.ts';
import type { SelfServeNumber } from '../account.ts';
import { badRequest } from './api-error.ts';

/** Marks a person's message and all before it read, and shows that the business types, where the body asks for it. */
export function markRead(number: SelfServeNumber, body: Record<string, unknown>, world: World): object {
  const messageId = String(body.message_id ?? '');
  const chat = world.chats.withEntry(number.numberId, messageId);
  if (!chat) throw badRequest('Invalid Message: message_id: is not known');
  for (const entry of chat.entries) {
    if (entry.direction === 'from_person') world.setStatus(chat, entry, 'read');
    if (entry.id === messageId) break;
  }
  if (body.typing_indicator !== undefined) {
    const { numberId, personId } = chat;
    chat.typingUntil = world.clock.now() + TYPING_MS;
    world.events.tell({ event: 'typing', data: { numberId, personId, by: 'business', until: chat.typingUntil } });
  }
  return { success: true };
}
