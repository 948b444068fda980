import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { renderApplication } from './application-mapping.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import {
  application,
  applicationPage,
  applicationWithSecret,
  createApplication,
  updateApplication,
} from './schemas/application.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('applications', 'listApplications', 'List applications'),
  querystring: pageQuery,
  response: answers({ 200: applicationPage }),
};
const CREATE = {
  ...operation('applications', 'createApplication', 'Create an application', 'Its secret is shown this once.'),
  body: createApplication,
  response: answers({ 201: applicationWithSecret }),
};
const GET = {
  ...operation('applications', 'getApplication', 'Read an application'),
  params: byId,
  response: answers({ 200: application }),
};
const PATCH = {
  ...operation('applications', 'updateApplication', 'Change an application'),
  params: byId,
  body: updateApplication,
  response: answers({ 200: application }),
};
const ROTATE = {
  ...operation(
    'applications',
    'rotateApplicationSecret',
    'Give an application a new secret',
    'The old one is taken too until the next rotation.',
  ),
  params: byId,
  response: answers({ 200: applicationWithSecret }),
};
const DELETE = {
  ...operation('applications', 'deleteApplication', 'Delete an application', 'Not while a connection names it.'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};

export function applicationRoutes({ applications }: Pick<ApiParts, 'applications'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/applications', { schema: LIST }, async (request) =>
      mapPage(await applications.list(callerOf(request), pageRequest(request.query)), renderApplication),
    );
    app.post('/applications', { schema: CREATE }, async (request, reply) => {
      const made = await applications.create(callerOf(request), request.body);
      return reply.code(201).send({ ...renderApplication(made.application), clientSecret: made.clientSecret });
    });
    app.get('/applications/:id', { schema: GET }, async (request) =>
      renderApplication(await applications.get(callerOf(request), request.params.id)),
    );
    app.patch('/applications/:id', { schema: PATCH }, async (request) => {
      const { name, audience, singleUse } = request.body;
      const patch = {
        ...(name !== undefined && { name }),
        ...(audience !== undefined && { audience }),
        ...(singleUse !== undefined && { singleUse }),
      };
      return renderApplication(await applications.patch(callerOf(request), request.params.id, patch));
    });
    app.post('/applications/:id/rotate-secret', { schema: ROTATE }, async (request) => {
      const { application: rotated, clientSecret } = await applications.rotateSecret(
        callerOf(request),
        request.params.id,
      );
      return { ...renderApplication(rotated), clientSecret };
    });
    app.delete('/applications/:id', { schema: DELETE }, async (request, reply) => {
      await applications.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    done();
  };
}
