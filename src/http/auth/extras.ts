import type { FastifyPluginAsync } from 'fastify';
import { type AuthParts, authenticate } from './authenticate.ts';

/** Routes from outside this floor, for callers with a session or an API key. */
export function extrasPlugin(extras: readonly FastifyPluginAsync[], parts: AuthParts): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      request.access = await authenticate(request, parts);
    });
    for (const extra of extras) app.register(extra);
  };
}
