import { type FastifyInstance, fastify } from 'fastify';
import type { MetaSimulator } from '../../src/simulators/meta/simulator.ts';

/** One request at the simulated Graph API and its answer. */
export interface Exchange {
  method: string;
  /** Without version and query. */
  path: string;
  request: unknown;
  status: number;
  answer: unknown;
}

export interface Recorder {
  url: string;
  exchanges: Exchange[];
  stop(): Promise<void>;
}

/** Serves the simulator's Graph API and notes what goes in and out. */
export async function record(simulator: MetaSimulator): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const app: FastifyInstance = fastify({ forceCloseConnections: true });
  app.addHook('onSend', async (request, reply, payload) => {
    const isJson = String(reply.getHeader('content-type')).includes('json');
    exchanges.push({
      method: request.method,
      path: new URL(request.url, 'http://graph.invalid').pathname.replace(/^\/v\d+\.\d+/, ''),
      request: Buffer.isBuffer(request.body) ? undefined : request.body,
      status: reply.statusCode,
      answer: isJson && typeof payload === 'string' ? JSON.parse(payload) : undefined,
    });
    return payload;
  });
  await app.register(simulator.api);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  simulator.setBaseUrl(url);
  return { url, exchanges, stop: () => app.close() };
}
