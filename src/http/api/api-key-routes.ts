import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { renderApiKey } from './api-key-mapping.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageOfList } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { apiKeyPage, createApiKey, createdApiKey } from './schemas/api-key.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';

const LIST = operation('api keys', 'listApiKeys', 'List API keys');
const CREATE = operation('api keys', 'createApiKey', 'Create an API key', 'The key is shown this once.');
const DELETE = operation('api keys', 'deleteApiKey', 'Delete an API key');

export function apiKeyRoutes(parts: ApiParts): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/api-keys',
      { schema: { ...LIST, querystring: pageQuery, response: answers({ 200: apiKeyPage }) } },
      async (request) => mapPage(pageOfList(await parts.apiKeys.list(callerOf(request)), request.query), renderApiKey),
    );
    app.post(
      '/api-keys',
      { schema: { ...CREATE, body: createApiKey, response: answers({ 201: createdApiKey }) } },
      async (request, reply) => {
        const { key, apiKey } = await parts.apiKeys.create(callerOf(request), request.body);
        return reply.code(201).send({ ...renderApiKey(apiKey), key });
      },
    );
    app.delete(
      '/api-keys/:id',
      { schema: { ...DELETE, params: byId, response: answers({ 204: z.undefined() }) } },
      async (request, reply) => {
        await parts.apiKeys.delete(callerOf(request), request.params.id);
        return reply.code(204).send();
      },
    );
    done();
  };
}
