import { TYPING_MS } from '../kit/person-actions.ts';
import type { World } from '../kit/world.ts';
import type { MetaNumber } from './account.ts';
import { GraphError } from './graph-error.ts';

/**
 * Marks a person's message and all before it read, and shows the person that the business types, if the body asks for it.
 * Throws 131008 without a message id, 131009 where the number has no such message.
 */
export function markRead(world: World, number: MetaNumber, body: Record<string, unknown>): { success: true } {
  const messageId = body.message_id;
  if (typeof messageId !== 'string') {
    throw new GraphError(131008, { details: 'The parameter message_id is required.' });
  }
  const chat = world.chats.withEntry(number.phoneNumberId, messageId);
  if (!chat) throw new GraphError(131009, { details: 'Parameter message_id: no message of that id' });
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
