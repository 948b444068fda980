import type { FastifyInstance } from 'fastify';
import { parseRequest } from './parse-request.ts';
import type { PersonActions } from './person-actions.ts';
import { newPersonBody, personChangesBody, personParams, preferencesBody } from './phone-schemas.ts';
import type { World } from './world.ts';

/** The simulated people themselves. */
export function addPeopleRoutes(app: FastifyInstance, world: World, actions: PersonActions): void {
  app.get('/people', async () => ({ items: world.people.list() }));
  app.post('/people', async (request, reply) => {
    const person = world.people.add(parseRequest(newPersonBody, request.body));
    world.events.tell({ event: 'person', data: { person } });
    return reply.status(201).send(person);
  });
  app.patch('/people/:personId', async (request) => {
    const { personId } = parseRequest(personParams, request.params);
    return actions.changePerson(personId, parseRequest(personChangesBody, request.body));
  });
  app.post('/people/:personId/preferences', async (request, reply) => {
    const { personId } = parseRequest(personParams, request.params);
    const { numberId, marketing } = parseRequest(preferencesBody, request.body);
    actions.prefer(numberId, personId, marketing);
    return reply.status(204).send();
  });
}
