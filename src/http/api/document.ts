import fastify from 'fastify';
import { describeRoutes } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { apiRoutes } from './routes.ts';
import { turnReplyRoutes } from './turn-reply-routes.ts';

/** The API's OpenAPI 3.1 document, made from the routes alone: no store, no settings. */
export async function buildDocument(): Promise<object> {
  const app = fastify();
  const parts = {} as ApiParts; // Routes touch their parts only in handlers, and none runs here.
  // Clients are generated without it.
  describeRoutes(app, '0');
  app.register(apiRoutes(parts), { prefix: '/api/v1' });
  app.register(turnReplyRoutes(parts), { prefix: '/api/v1' });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
