import type { FastifyPluginAsync } from 'fastify';
import { addAccountRoutes } from './account-routes.ts';
import { addContentRoutes } from './content/content-routes.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addMessageRoutes } from './message-routes.ts';
import type { Platform } from './platform.ts';
import { addBodyParsers } from './request.ts';
import { noResource, RestError } from './rest-error.ts';
import { addSenderRoutes } from './sender-routes.ts';
import { addServiceRoutes } from './service-routes.ts';
import { addTypingRoutes } from './typing-routes.ts';

/** The platform's three hosts as one Fastify plugin: their paths do not overlap. */
export function createApi(platform: Platform): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const refusal = toRestError(error);
      if (refusal.status === 401) void reply.header('www-authenticate', 'Basic realm="Twilio API"');
      return reply.status(refusal.status).send(refusal.render());
    });
    addBodyParsers(app);
    platform.mediaHost.serveBeside(app);
    addMessageRoutes(app, platform);
    addMediaRoutes(app, platform);
    addAccountRoutes(app, platform);
    addContentRoutes(app, platform);
    addSenderRoutes(app, platform);
    addServiceRoutes(app, platform);
    addTypingRoutes(app, platform);
    app.all('/*', async (request, reply) => {
      platform.admission.admit(request, reply);
      throw noResource(request.url);
    });
  };
}

function toRestError(error: unknown): RestError {
  if (error instanceof RestError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const message = error instanceof Error ? error.message : String(error);
  return new RestError(status < 500 ? 20001 : 20500, message, status);
}
