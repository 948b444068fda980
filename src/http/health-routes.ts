import type { FastifyPluginCallback } from 'fastify';
import type { Metrics } from '../host/metrics.ts';
import type { Store } from '../store/store.ts';
import { HttpProblem } from './problem.ts';

export interface HealthParts {
  store: Pick<Store, 'health'>;
  metrics: Metrics;
  /** As the node was started: `all`, `web` or `worker`. */
  role: string;
  /** The node was told to stop: it still answers, and is to be given nothing new. */
  isStopping(): boolean;
}

/**
 * For the machines that run the gateway: is the process alive, may it get traffic, how is it doing. Open to whoever reaches the port, so
 * that nothing here tells of channels, people or messages.
 */
export function healthRoutes(parts: HealthParts): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/health/live', async () => ({ status: 'live' }));
    app.get('/health/ready', async () => {
      if (parts.isStopping()) throw new HttpProblem(503, 'unavailable', { detail: 'This node is stopping.' });
      const { ok, engine, durable } = await parts.store.health();
      if (!ok) throw new HttpProblem(503, 'unavailable', { detail: 'The store is not open.' });
      return { status: 'ready', role: parts.role, store: { engine, durable } };
    });
    app.get('/metrics', async (_request, reply) => {
      const { contentType, body } = await parts.metrics.scrape();
      return reply.type(contentType).send(body);
    });
    done();
  };
}
