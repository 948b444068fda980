import cookies from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';
import type { Pressure } from '../pipeline/pressure.ts';
import type { ApiParts } from './api/parts.ts';
import { type ApiLimits, apiPlugin } from './api/plugin.ts';
import type { AuthParts } from './auth/authenticate.ts';
import { extrasPlugin } from './auth/extras.ts';
import { sessionRoutes } from './auth/session-routes.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { connectorCallbackRoutes } from './connector-callback-routes.ts';
import { consoleRoutes } from './console-routes.ts';
import { errorHandler } from './error-handler.ts';
import { type HealthParts, healthRoutes } from './health-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { observeRequests } from './observe-requests.ts';
import { HttpProblem, sendProblem } from './problem.ts';
import { webhookRoutes } from './webhook-routes.ts';

interface OwnParts {
  log: Log;
  metrics: Metrics;
  pressure: Pressure;
  /** Folder of the built console. */
  consoleDirectory: string;
  /** Routes of `chasqui dev` (simulators), behind the same sessions and keys as the API. */
  extras?: readonly FastifyPluginAsync[];
  limits?: Partial<ApiLimits>;
  /** Networks whose `X-Forwarded-For` is believed; absent: none, and a request comes from the address that connects. */
  trustedProxies?: readonly string[];
}

export type ServerParts = ApiParts & AuthParts & HealthParts & OwnParts;

/** JSON bodies; webhooks have a limit of their own. */
const BODY_LIMIT = 1_048_576;
const MAX_HEADER_BYTES = 16_384;
/** For a whole request to arrive; slower ones hold a socket on purpose. */
const REQUEST_TIMEOUT_MS = 60_000;

/** The gateway's HTTP side, not listening yet. Close it with `stopServer`. */
export function createServer(parts: ServerParts): FastifyInstance {
  const app = createBareServer(parts);
  app.decorateRequest('access', null);
  app.register(webhookRoutes(parts.intake, parts.pressure));
  app.register(connectorCallbackRoutes());
  app.register(healthRoutes(parts));
  app.register(mediaRoutes(parts.media));
  app.register(browserPlugin(parts));
  return app;
}

/** All that a worker answers: probes and metrics. */
export function createWorkerServer(parts: BareParts & HealthParts): FastifyInstance {
  const app = createBareServer(parts);
  app.register(healthRoutes(parts));
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(
      reply,
      new HttpProblem(404, 'not_found', {
        detail: 'This node is a worker: webhooks, API and pages are at the nodes with the role "web" or "all".',
      }),
    ),
  );
  return app;
}

type BareParts = Pick<OwnParts, 'log' | 'metrics' | 'trustedProxies'>;

/** Limits, errors and measurements, which every node has. */
function createBareServer(parts: BareParts): FastifyInstance {
  const { trustedProxies = [] } = parts;
  const app = fastify({
    logger: false, // Own lines, written only where somebody reads them; a request logger would cost every webhook.
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    // What comes by an open connection while the node stops is answered, and the connection closed.
    return503OnClosing: false,
    ...(trustedProxies.length > 0 && { trustProxy: [...trustedProxies] }),
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: errorHandler(parts.log),
  });
  app.setErrorHandler(errorHandler(parts.log));
  observeRequests(app, parts);
  return app;
}

/** What browsers use too: cookies are read here only. */
function browserPlugin(parts: ServerParts): FastifyPluginAsync {
  return async (app) => {
    await app.register(cookies);
    if (parts.sessions) app.register(sessionRoutes(parts.sessions, parts.publicUrl));
    app.register(apiPlugin(parts));
    if (parts.extras) app.register(extrasPlugin(parts.extras, parts));
    app.register(consoleRoutes(parts.consoleDirectory, { showsOutsideMedia: parts.extras !== undefined }));
  };
}
