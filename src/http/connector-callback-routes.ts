import type { FastifyPluginCallback } from 'fastify';
import { notFound } from './problem.ts';

/** Callbacks of bot platforms. No connector has any yet, so every token is unknown. */
export function connectorCallbackRoutes(): FastifyPluginCallback {
  return (app, _options, done) => {
    app.all('/connectors/:token', async () => {
      throw notFound('connector callback');
    });
    done();
  };
}
