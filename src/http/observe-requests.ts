import type { FastifyInstance } from 'fastify';
import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';

/** Measures every request under its route's pattern, and logs it at `debug`: paths hold tokens, patterns do not. */
export function observeRequests(app: FastifyInstance, { log, metrics }: { log: Log; metrics: Metrics }): void {
  const logs = log.isLevelEnabled('debug');
  app.addHook('onResponse', (request, reply, done) => {
    const sample = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
    };
    metrics.http(sample);
    if (logs) log.debug(sample, 'request');
    done();
  });
}
