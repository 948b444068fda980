import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { renderApiKey } from './api-key-mapping.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { apiKeyPage, createApiKey, createdApiKey } from './schemas/api-key.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('api keys', 'listApiKeys', 'List API keys'),
  querystring: pageQuery,
  response: answers({ 200: apiKeyPage }),
};
const CREATE = {
  ...operation('api keys', 'createApiKey', 'Create an API key', 'The key is shown this once.'),
  body: createApiKey,
  response: answers({ 201: createdApiKey }),
};
const DELETE = {
  ...operation('api keys', 'deleteApiKey', 'Delete an API key'),
  params: byId,
  response: answers({ 204: z.undefined() }),
};

export function apiKeyRoutes(parts: Pick<ApiParts, 'apiKeys'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/api-keys', { schema: LIST }, async (request) =>
      mapPage(await parts.apiKeys.list(callerOf(request), pageRequest(request.query)), renderApiKey),
    );
    app.post('/api-keys', { schema: CREATE }, async (request, reply) => {
      const { key, apiKey } = await parts.apiKeys.create(callerOf(request), request.body);
      return reply.code(201).send({ ...renderApiKey(apiKey), key });
    });
    app.delete('/api-keys/:id', { schema: DELETE }, async (request, reply) => {
      await parts.apiKeys.delete(callerOf(request), request.params.id);
      return reply.code(204).send();
    });
    done();
  };
}
