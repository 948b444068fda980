import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { accountObject, addAccountRoutes } from './account-routes.ts';
import { addAppRoutes, appObject } from './app-routes.ts';
import { addBlockRoutes } from './block-routes.ts';
import { addBodyParsers } from './body-parsers.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { addMediaRoutes, mediaObject } from './media-routes.ts';
import { createLeanRoute, createSendRoute } from './message-routes.ts';
import { addNumberRoutes, numberObject } from './number-routes.ts';
import { addOAuthRoutes } from './oauth-routes.ts';
import type { Platform } from './platform.ts';
import { addProfileRoutes } from './profile-routes.ts';
import { addQrRoutes } from './qr-routes.ts';
import { addRegistrationRoutes } from './registration-routes.ts';
import { idOf, lastSegmentOf } from './request.ts';
import { createRoute, type GraphObject, type Route } from './route.ts';
import { addSettingsRoutes } from './settings-routes.ts';
import { addTemplateRoutes, templateObject } from './templates/template-routes.ts';
import { addUploadRoutes, createUploads, uploadObject } from './upload-routes.ts';
import { addUsageHeaders } from './usage-headers.ts';

export interface GraphOptions {
  platform: Platform;
  /** Called for every error answer, with its code. */
  onRefused(code: number): void;
}

/** The Graph API as a Fastify plugin; `https://graph.facebook.com/` is the place where it is mounted. */
export function createGraph({ platform, onRefused }: GraphOptions): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const graphError = toGraphError(error);
      onRefused(graphError.code);
      return reply.status(graphError.httpStatus).send(graphError.render(platform.ids.traceId()));
    });
    addBodyParsers(app);
    if (!platform.lean) addUsageHeaders(app, platform.admission);
    const route = createRoute(app);
    const uploads = createUploads(platform.world.random);
    const parts = { ...platform, uploads };
    const apiUrl = (request: FastifyRequest) => `${request.protocol}://${request.host}${app.prefix}`;
    route('POST', '/:id/messages', platform.lean ? createLeanRoute(platform) : createSendRoute(platform));
    addMediaRoutes(app, route, parts);
    addUploadRoutes(route, parts);
    addTemplateRoutes(route, parts);
    addNumberRoutes(route, parts);
    addRegistrationRoutes(route, parts);
    addProfileRoutes(route, parts);
    addBlockRoutes(route, parts);
    addQrRoutes(route, parts);
    addSettingsRoutes(route, parts);
    addAccountRoutes(route, parts);
    addAppRoutes(route, parts);
    addOAuthRoutes(route, parts);
    addObjectRoutes(route, platform, [
      mediaObject(parts, apiUrl),
      numberObject(parts),
      accountObject(parts),
      templateObject(parts),
      uploadObject(parts),
      appObject(parts),
    ]);
    app.all('/*', async (request) => {
      throw unknownObject(request.method, lastSegmentOf(request));
    });
  };
}

const LARGEST_BODY = 100 * 1024 * 1024;

/** `/{id}`, whatever the id names. */
function addObjectRoutes(route: Route, { admission }: Platform, objects: readonly GraphObject[]): void {
  for (const [method, act] of [
    ['GET', 'read'],
    ['POST', 'change'],
    ['DELETE', 'remove'],
  ] as const) {
    const handler = async (request: FastifyRequest) => {
      const id = idOf(request);
      const object = objects.find((one) => one.has(id));
      if (!object?.[act]) {
        admission.authorise(request);
        throw unknownObject(method, id);
      }
      return object[act](request, id);
    };
    route(method, '/:id', handler, { bodyLimit: LARGEST_BODY });
  }
}

function toGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const details = error instanceof Error ? error.message : String(error);
  return new GraphError(status < 500 ? 100 : 131000, { details, httpStatus: status });
}
