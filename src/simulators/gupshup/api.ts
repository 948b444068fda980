import type { FastifyPluginAsync } from 'fastify';
import { LARGEST_FILE } from '../kit/media.ts';
import { SimulatorProblem } from '../kit/problem.ts';
import { addGatewayRoutes } from './enterprise/gateway-routes.ts';
import { addMediaRoutes } from './media-routes.ts';
import type { Platform } from './platform.ts';
import { ApiError, renderApiError } from './self-serve/api-error.ts';
import { addConsentRoutes } from './self-serve/consent-routes.ts';
import { addMessageRoutes } from './self-serve/message-routes.ts';
import { addPartnerRoutes } from './self-serve/partner-routes.ts';

/** The same calls under the path of today and the older ones. */
const PREFIXES = ['/wa/api/v1', '/sm/api/v1', '/sm/api'];

/** Both products' APIs, all hosts in one. */
export function createApi(platform: Platform): FastifyPluginAsync {
  return async (app) => {
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    app.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: LARGEST_FILE },
      (_request, body, done) => done(null, body),
    );
    app.setErrorHandler(async (error, _request, reply) => {
      const { httpStatus, body } = toAnswer(error);
      return reply.status(httpStatus).send(body);
    });
    addGatewayRoutes(app, platform);
    addMediaRoutes(app, platform.media);
    for (const prefix of PREFIXES) {
      addMessageRoutes(app, prefix, platform);
      addConsentRoutes(app, prefix, platform);
    }
    addPartnerRoutes(app, platform);
  };
}

function toAnswer(error: unknown): { httpStatus: number; body: object } {
  if (error instanceof ApiError) return { httpStatus: error.httpStatus, body: renderApiError(error) };
  if (error instanceof SimulatorProblem) {
    return { httpStatus: error.status, body: { status: 'error', message: error.message } };
  }
  const httpStatus = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return { httpStatus, body: { status: 'error', message: httpStatus < 500 ? 'Bad Request' : 'Internal Server Error' } };
}
