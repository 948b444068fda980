import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TYPING_MS } from '../kit/person-actions.ts';
import type { World } from '../kit/world.ts';
import type { Platform } from './platform.ts';
import { formOf } from './request.ts';
import { RestError } from './rest-error.ts';

/**
 * Shows that the business is typing, and marks what the person wrote until then as read.
 * https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 */
export function addTypingRoutes(app: FastifyInstance, { admission, book, world }: Platform): void {
  for (const version of ['v2', 'v3']) {
    app.post(`/${version}/Indicators/Typing.json`, async (request, reply) => {
      const { account } = admission.admit(request, reply);
      const { channel, messageId } = readBody(request);
      if (channel?.toLowerCase() !== 'whatsapp') throw new RestError(20001, 'The channel must be whatsapp.');
      const message = messageId === undefined ? undefined : book.get(account.sid, messageId);
      if (message?.direction !== 'inbound') throw new RestError(20001, 'messageId must name an inbound message.');
      show(world, message.senderSid ?? '', message.sid);
      return { success: true };
    });
  }
}

/** A form in version 2, JSON in version 3. */
function readBody(request: FastifyRequest): { channel?: string | undefined; messageId?: string | undefined } {
  const body = request.body instanceof URLSearchParams ? Object.fromEntries(formOf(request)) : request.body;
  const { channel, messageId } = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return {
    channel: typeof channel === 'string' ? channel : undefined,
    messageId: typeof messageId === 'string' ? messageId : undefined,
  };
}

function show(world: World, senderSid: string, messageSid: string): void {
  const chat = world.chats.withEntry(senderSid, messageSid);
  // Of a message that stands in no chat, such as a reaction, nobody sees anything.
  if (!chat) return;
  for (const entry of chat.entries) {
    if (entry.direction === 'from_person') world.setStatus(chat, entry, 'read');
    if (entry.id === messageSid) break;
  }
  const { numberId, personId } = chat;
  chat.typingUntil = world.clock.now() + TYPING_MS;
  world.events.tell({ event: 'typing', data: { numberId, personId, by: 'business', until: chat.typingUntil } });
}
