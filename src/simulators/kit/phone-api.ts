import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { ChatEntry } from './chats.ts';
import { createEventStream } from './event-stream.ts';
import type { BusinessNumber } from './numbers.ts';
import type { PersonActions } from './person-actions.ts';
import { chatParams, faultBody, newPersonBody, personMessageBody } from './phone-schemas.ts';
import { notPossible, SimulatorProblem } from './problem.ts';
import type { World } from './world.ts';

/** A picture of 5 MB as a data URL, with room for the rest. */
const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * The HTTP face of the simulated phones: for the browser's phone and for scripts, the same for every provider.
 * A Fastify plugin; it expects to be mounted under `/simulator/api`.
 */
export function createPhoneApi(world: World, actions: PersonActions): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const problem = toProblem(error);
      return reply.status(problem.status).send({ error: problem.error, message: problem.message });
    });
    addListRoutes(app, world);
    addChatRoutes(app, world, actions);
    addFaultRoutes(app, world);
    const stream = createEventStream(world.events);
    app.get('/events', stream.open);
    app.addHook('preClose', async () => stream.close());
  };
}

function addListRoutes(app: FastifyInstance, world: World): void {
  app.get('/numbers', async () => ({ items: world.numbers.list().map(renderNumber) }));
  app.get('/people', async () => ({ items: world.people.list() }));
  app.post('/people', async (request, reply) => {
    const person = world.people.add(parse(newPersonBody, request.body));
    world.events.tell({ event: 'person', data: { person } });
    return reply.status(201).send(person);
  });
}

function addChatRoutes(app: FastifyInstance, world: World, actions: PersonActions): void {
  app.get('/chats/:numberId/:personId', async (request): Promise<{ items: readonly ChatEntry[] }> => {
    const { numberId, personId } = parse(chatParams, request.params);
    const number = world.numbers.require(numberId);
    const person = world.people.require(personId);
    return { items: world.chats.open(number.id, person.id).entries };
  });
  app.post('/chats/:numberId/:personId/messages', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { numberId, personId } = parse(chatParams, request.params);
    const entry = await actions.write(numberId, personId, parse(personMessageBody, request.body));
    return reply.status(201).send(entry);
  });
  app.post('/chats/:numberId/:personId/read', async (request, reply) => {
    const { numberId, personId } = parse(chatParams, request.params);
    actions.read(numberId, personId);
    return reply.status(204).send();
  });
}

function addFaultRoutes(app: FastifyInstance, world: World): void {
  app.post('/faults', async (request, reply) => {
    const fault = parse(faultBody, request.body);
    world.numbers.require(fault.numberId);
    world.faults.add(fault);
    return reply.status(201).send(fault);
  });
  app.delete('/faults', async (_request, reply) => {
    world.faults.clear();
    return reply.status(204).send();
  });
}

function renderNumber({ id, provider, displayName, phoneNumber }: BusinessNumber) {
  return { id, provider, displayName, phoneNumber };
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (!result.success) throw notPossible(z.prettifyError(result.error));
  return result.data;
}

function toProblem(error: unknown): SimulatorProblem {
  if (error instanceof SimulatorProblem) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const message = error instanceof Error ? error.message : String(error);
  return new SimulatorProblem(status, status < 500 ? 'bad_request' : 'internal', message);
}
