import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyPluginAsync, FastifyPluginCallback } from 'fastify';
import type { Pressure } from '../../pipeline/pressure.ts';
import { type AuthParts, authenticate } from '../auth/authenticate.ts';
import { boundBodies } from '../bound-bodies.ts';
import { HttpProblem } from '../problem.ts';
import { docsRoutes } from './docs-routes.ts';
import { describeRoutes } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import { apiRoutes } from './routes.ts';
import { turnReplyRoutes } from './turn-reply-routes.ts';

const PREFIX = '/api/v1';

/** Requests of one API key in ten seconds; far above what sending at a provider's pace needs. */
const REQUESTS = { max: 10_000, timeWindow: 10_000 };
/** Requests of one address with a wrong key, a minute. */
const WRONG_KEYS = { max: 60, timeWindow: 60_000 };

export interface ApiLimits {
  requests: { max: number; timeWindow: number };
  wrongKeys: { max: number; timeWindow: number };
}

type PluginParts = ApiParts & AuthParts & { limits?: Partial<ApiLimits>; pressure: Pressure };

/** Everything below `/api`. */
export function apiPlugin(parts: PluginParts): FastifyPluginCallback {
  return (app, _options, done) => {
    describeRoutes(app, parts.release);
    allowEmptyJson(app);
    app.register(guarded(parts), { prefix: PREFIX });
    app.register(bounded(turnReplyRoutes(parts), parts), { prefix: PREFIX });
    app.register(docsRoutes());
    done();
  };
}

/** Routes whose callers prove themselves by a token of their own. */
function bounded(routes: FastifyPluginCallback, { pressure }: PluginParts): FastifyPluginAsync {
  return async (app) => {
    boundBodies(app, { pressure, door: 'api' });
    app.register(routes);
  };
}

function guarded(parts: PluginParts): FastifyPluginAsync {
  return async (app) => {
    await limitRequests(app, parts.limits?.requests ?? REQUESTS);
    requireCaller(app, parts, parts.limits?.wrongKeys ?? WRONG_KEYS);
    boundBodies(app, { pressure: parts.pressure, door: 'api' });
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    });
    app.register(apiRoutes(parts));
  };
}

async function limitRequests(app: FastifyInstance, limit: ApiLimits['requests']): Promise<void> {
  await app.register(rateLimit, {
    ...limit,
    hook: 'preHandler', // After authentication: the key counts, not the address.
    keyGenerator: (request) => request.access?.keyId ?? request.ip,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  });
}

/** Lets authenticated requests through, and slows down who tries keys. */
function requireCaller(app: FastifyInstance, parts: AuthParts, wrongKeys: ApiLimits['wrongKeys']): void {
  const count = app.createRateLimit({ ...wrongKeys, keyGenerator: ({ ip }) => ip });
  app.addHook('onRequest', async (request) => {
    try {
      request.access = await authenticate(request, parts);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.status !== 401) throw error;
      const tried = await count(request);
      throw !tried.isAllowed && tried.isExceeded ? tooMany(tried.ttl) : error;
    }
  });
}

function tooMany(ttlMs: number): HttpProblem {
  const retryAfter = Math.max(1, Math.ceil(ttlMs / 1_000));
  return new HttpProblem(429, 'rate_limited', { detail: `Too many requests; go on in ${retryAfter} s.`, retryAfter });
}

/** Clients that send a content type with every request send it without a body too; where a body is needed, validation says so. */
function allowEmptyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, parsed) => {
    if (body === '') parsed(null, undefined);
    else parseJson(request, body, parsed);
  });
}
