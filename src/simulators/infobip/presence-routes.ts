import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import { type Accounts, type InfobipAccount, numberIdOf } from './account.ts';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { addErrorRoutes } from './error-routes.ts';
import type { InfobipIds } from './ids.ts';
import { markRead, showTyping } from './presence.ts';
import { findRecipient } from './recipient.ts';
import { between, listOf, object, oneOf, required, sized } from './schema-parts.ts';
import { statusOf } from './status-codes.ts';
import { parseBody } from './validation.ts';

const PENDING_ACCEPTED = 26;
const REJECTED_SENDER = 13;
const FURTHEST_MS = 180 * 86_400_000;

const eventSchema = object({
  sender: required(),
  destinations: listOf(object({ to: required(), messageId: sized(0, 200).optional() }), 1, 1),
  content: object({ type: oneOf(['TYPING_INDICATOR']), messageId: z.string().optional() }),
  options: object({
    platform: z.unknown().optional(),
    validityPeriod: object({
      amount: between(1, 1_000_000),
      timeUnit: oneOf(['SECONDS', 'MINUTES', 'HOURS']).optional(),
    }).optional(),
  }).optional(),
});
const eventsSchema = object({
  events: listOf(eventSchema, 1, 1_000),
  options: object({
    schedule: object({ bulkId: sized(0, 100).optional(), sendAt: z.string().optional() }).optional(),
  }).optional(),
});

type TypingEvent = z.output<typeof eventSchema>;

export interface PresenceParts {
  world: World;
  schedule: Schedule;
  accounts: Accounts;
  admission: Admission;
  ids: InfobipIds;
}

/** Marks as read, and the typing indicator. https://www.infobip.com/docs/api/channels/whatsapp */
export function addPresenceRoutes(app: FastifyInstance, parts: PresenceParts): void {
  const { world, schedule, admission, ids } = parts;
  app.post('/whatsapp/1/senders/:sender/message/:messageId/read', async (request, reply) => {
    const number = admission.ownNumber(request, 'markRead');
    const messageId = paramOf(request, 'messageId');
    const chat = world.chats.withEntry(numberIdOf(number), messageId);
    if (!chat) throw new ApiError(404);
    if (chat.get(messageId)?.direction !== 'from_person') {
      return reply.status(400).send({ error: 'The message was not sent by the end user.' });
    }
    markRead(world, chat, messageId);
    return reply.status(204).send();
  });
  addErrorRoutes(app, (routes) => {
    routes.post('/whatsapp/1/events', async (request) => {
      const account = admission.admit(request, 'event');
      const { events, options } = parseBody(eventsSchema, request.body);
      const delayMs = delayOf(options?.schedule?.sendAt, world.clock.now());
      for (const event of events) schedule.after(delayMs, () => show(parts, account, event));
      const messages = events.map((event) => renderAnswer(event, isOwn(parts, account, event), ids));
      return { bulkId: options?.schedule?.bulkId || ids.bulkId(), messages };
    });
  });
}

function isOwn({ accounts }: PresenceParts, { username }: InfobipAccount, { sender }: TypingEvent): boolean {
  return accounts.bySender(sender)?.username === username;
}

/** People whom the sender has no chat with see nothing. */
function show(parts: PresenceParts, account: InfobipAccount, event: TypingEvent): void {
  const { world } = parts;
  const person = findRecipient(world, event.destinations[0]?.to ?? '');
  if (!person || !isOwn(parts, account, event)) return;
  const chat = world.chats.begunBy(person.id).find(({ numberId }) => numberId === numberIdOf(event));
  if (chat) showTyping(world, chat);
}

function renderAnswer({ destinations: [destination] }: TypingEvent, isAccepted: boolean, ids: InfobipIds): object {
  return {
    messageId: destination?.messageId || ids.messageId(),
    destination: destination?.to,
    status: statusOf(isAccepted ? PENDING_ACCEPTED : REJECTED_SENDER),
  };
}

function delayOf(sendAt: string | undefined, now: number): number {
  if (sendAt === undefined) return 0;
  const at = Date.parse(sendAt.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at) || at - now > FURTHEST_MS) {
    const violation = 'must be a date within the next 180 days';
    throw new ApiError(400, { validationErrors: { 'options.schedule.sendAt': [violation] } });
  }
  return Math.max(0, at - now);
}
