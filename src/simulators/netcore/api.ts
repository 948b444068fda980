import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { type AnswerForm, sendRefusal } from './answer-form.ts';
import { addConsentRoutes } from './consent-routes.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addMessageRoutes } from './message-routes.ts';
import type { Platform } from './platform.ts';
import { GatewayRefusal } from './refusals.ts';
import { addTemplateRoutes } from './template-routes.ts';

/** Below both of Netcore's hosts. */
const PREFIX = '/api/v2';

/** The API as a Fastify plugin, for the root of a server. */
export function createApi(platform: Platform, answerForm: () => AnswerForm): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler((error, _request, reply) => sendRefusal(error, answerForm(), reply));
    app.setNotFoundHandler((request, reply) => {
      const missing = new GatewayRefusal(404, 'Not Found', `No message available: ${request.method}`);
      return sendRefusal(missing, answerForm(), reply);
    });
    await app.register(
      async (routes) => {
        acceptTrailingSlashes(routes);
        addMessageRoutes(routes, platform);
        addConsentRoutes(routes, platform);
        addMediaRoutes(routes, platform);
        addTemplateRoutes(routes, platform);
      },
      { prefix: PREFIX },
    );
  };
}

/** Clients write every path with a slash at its end or without. */
function acceptTrailingSlashes(routes: FastifyInstance): void {
  routes.addHook('onRoute', (route) => {
    if (route.routePath.endsWith('/') || route.method === 'HEAD') return;
    routes.route({ ...route, url: `${route.routePath}/` });
  });
}
