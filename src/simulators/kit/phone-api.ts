import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { addChatRoutes } from './chat-routes.ts';
import { createEventStream } from './event-stream.ts';
import { addFileRoutes } from './file-routes.ts';
import type { BusinessNumber } from './numbers.ts';
import { parseRequest } from './parse-request.ts';
import { addPeopleRoutes } from './people-routes.ts';
import type { PersonActions } from './person-actions.ts';
import { clockBody, faultBody } from './phone-schemas.ts';
import { SimulatorProblem } from './problem.ts';
import type { World } from './world.ts';

/** Control routes of single providers by name; each is mounted below `/{name}`. */
export type ControlRoutes = Readonly<Record<string, FastifyPluginAsync>>;

/**
 * The HTTP face of the simulated phones: for the browser's phone and for scripts, the same for every provider.
 * A Fastify plugin; it expects to be mounted under `/simulator/api`.
 */
export function createPhoneApi(world: World, actions: PersonActions, controls: ControlRoutes = {}): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const problem = toProblem(error);
      return reply.status(problem.status).send({ error: problem.error, message: problem.message });
    });
    app.get('/numbers', async () => ({ items: world.numbers.list().map(renderNumber) }));
    addPeopleRoutes(app, world, actions);
    addChatRoutes(app, world, actions);
    addFileRoutes(app, world);
    addFaultRoutes(app, world);
    addClockRoutes(app, world);
    const stream = createEventStream(world.events);
    app.get('/events', stream.open);
    app.addHook('preClose', async () => stream.close());
    for (const [name, routes] of Object.entries(controls)) await app.register(routes, { prefix: `/${name}` });
  };
}

function addFaultRoutes(app: FastifyInstance, world: World): void {
  app.post('/faults', async (request, reply) => {
    const fault = parseRequest(faultBody, request.body);
    world.numbers.require(fault.numberId);
    world.faults.add(fault);
    return reply.status(201).send(fault);
  });
  app.delete('/faults', async (_request, reply) => {
    world.faults.clear();
    return reply.status(204).send();
  });
}

function addClockRoutes(app: FastifyInstance, world: World): void {
  app.get('/clock', async () => world.readClock());
  app.post('/clock', async (request) => world.advanceClock(parseRequest(clockBody, request.body).advanceMs));
}

function renderNumber({ driver: _driver, ...number }: BusinessNumber) {
  return number;
}

function toProblem(error: unknown): SimulatorProblem {
  if (error instanceof SimulatorProblem) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const message = error instanceof Error ? error.message : String(error);
  return new SimulatorProblem(status, status < 500 ? 'bad_request' : 'internal', message);
}
