import type { FastifyPluginAsync } from 'fastify';
import { addMessageRoutes, type GlobalMessageParts } from './message-routes.ts';
import { GlobalRefusal, sendRefusal } from './refusal.ts';
import { addFileRoutes, addNumberRoutes, addWebhookRoutes, type ResourceParts } from './resource-routes.ts';

/** The older global API as a Fastify plugin, for the root of a server. Its paths end with a slash. */
export function createGlobalApi(parts: GlobalMessageParts & ResourceParts): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler((error, _request, reply) => sendRefusal(error, reply));
    app.setNotFoundHandler((_request, reply) => sendRefusal(new GlobalRefusal(404, 'Not found'), reply));
    addMessageRoutes(app, parts);
    addWebhookRoutes(app, parts);
    addNumberRoutes(app, parts);
    addFileRoutes(app, parts);
  };
}
