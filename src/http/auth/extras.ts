import type { FastifyPluginAsync } from 'fastify';
import { HttpProblem, sendProblem } from '../problem.ts';
import { type AuthParts, authenticate } from './authenticate.ts';

/** Routes from outside this floor, for callers with a session or an API key. */
export function extrasPlugin(extras: readonly FastifyPluginAsync[], parts: AuthParts): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', async (request, reply) => {
      try {
        request.access = await authenticate(request, parts);
      } catch (error) {
        // Answered here: an extra's own error handler does not know our problems.
        if (!(error instanceof HttpProblem)) throw error;
        return sendProblem(reply, error);
      }
    });
    for (const extra of extras) app.register(extra);
  };
}
