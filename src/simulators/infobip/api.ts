import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { ApiError, renderException } from './api-error.ts';
import { addAuthRoutes } from './auth-routes.ts';
import { toApiError } from './error-routes.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addNumberRoutes } from './number-routes.ts';
import type { Platform } from './platform.ts';
import { addPresenceRoutes } from './presence-routes.ts';
import { addProfileRoutes } from './profile-routes.ts';
import { addSendRoutes } from './send-routes.ts';
import { addSenderRoutes } from './sender-routes.ts';
import { addSubscriptionRoutes } from './subscription-routes.ts';
import { addTemplateRoutes } from './templates/template-routes.ts';

/** The API as a Fastify plugin; `https://{subdomain}.api.infobip.com` is the place where it is mounted. */
export function createApi(platform: Platform): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const refusal = toApiError(error);
      const { retryAfter } = refusal.details;
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
      return reply.status(refusal.status).send(renderException(refusal));
    });
    addBodyParsers(app);
    addAuthRoutes(app, platform);
    addSendRoutes(app, platform);
    addPresenceRoutes(app, platform);
    addMediaRoutes(app, platform);
    addTemplateRoutes(app, platform);
    addSenderRoutes(app, { ...platform, clock: platform.world.clock });
    addSubscriptionRoutes(app, platform);
    addProfileRoutes(app, platform);
    addNumberRoutes(app, platform);
    app.all('/*', async () => {
      throw new ApiError(404);
    });
  };
}

/** JSON, which may be absent, and forms. */
function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new ApiError(400));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
