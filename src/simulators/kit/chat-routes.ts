import type { FastifyInstance } from 'fastify';
import type { Chat, ChatEntry } from './chats.ts';
import { LARGEST_FILE } from './media.ts';
import { parseRequest } from './parse-request.ts';
import type { PersonActions } from './person-actions.ts';
import { personMessageSchema } from './person-message.ts';
import { businessAppBody, chatParams } from './phone-schemas.ts';
import type { World } from './world.ts';

const CHAT = '/chats/:numberId/:personId';

/** The customer service window of all providers, since it is WhatsApp's. */
const WINDOW_MS = 24 * 3_600_000;

/** A file of the largest size as a data URL, with room for the rest. */
const BODY_LIMIT = Math.ceil((LARGEST_FILE * 4) / 3) + 64 * 1024;

/** What the person, and the business on its own phone, do in a chat. */
export function addChatRoutes(app: FastifyInstance, world: World, actions: PersonActions): void {
  app.get(
    CHAT,
    async (request): Promise<{ items: readonly ChatEntry[] }> => ({
      items: requireChat(world, request.params).entries,
    }),
  );
  app.get(`${CHAT}/state`, async (request) => renderState(requireChat(world, request.params), world.clock.now()));
  app.post(`${CHAT}/messages`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { numberId, personId } = parseRequest(chatParams, request.params);
    const entry = await actions.write(numberId, personId, parseRequest(personMessageSchema, request.body));
    return reply.status(201).send(entry);
  });
  app.post(`${CHAT}/business-app`, async (request, reply) => {
    const { numberId, personId } = parseRequest(chatParams, request.params);
    const { text } = parseRequest(businessAppBody, request.body);
    return reply.status(201).send(actions.writeFromBusinessApp(numberId, personId, text));
  });
  app.post(`${CHAT}/read`, async (request, reply) => {
    const { numberId, personId } = parseRequest(chatParams, request.params);
    actions.read(numberId, personId);
    return reply.status(204).send();
  });
  app.post(`${CHAT}/typing`, async (request, reply) => {
    const { numberId, personId } = parseRequest(chatParams, request.params);
    actions.type(numberId, personId);
    return reply.status(204).send();
  });
}

function requireChat(world: World, params: unknown): Chat {
  const { numberId, personId } = parseRequest(chatParams, params);
  return world.chats.open(world.numbers.require(numberId).id, world.people.require(personId).id);
}

function renderState({ personWroteAt, typingUntil, isBlocked, optedOut }: Chat, now: number) {
  return {
    windowUntil: personWroteAt === undefined ? null : personWroteAt + WINDOW_MS,
    typingUntil: typingUntil !== undefined && typingUntil > now ? typingUntil : null,
    isBlocked,
    optedOut,
  };
}
