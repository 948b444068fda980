import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { create } from 'content-disposition';
import { type FastifyInstance, fastify } from 'fastify';
import type { SimulatorClock } from '../kit/clock.ts';
import type { MediaFile } from '../kit/media.ts';

/** The second host, which media requests are redirected to. It must not be sent any credentials. */
export interface MediaHost {
  /** The address of a file, valid for two hours. Throws while the API is not served. */
  linkTo(file: MediaFile): string;
  /** Serves the host, on a port of its own, for as long as the API is served. */
  serveBeside(api: FastifyInstance): void;
}

const LINK_LIFE_MS = 2 * 3_600_000;

export function createMediaHost(clock: SimulatorClock): MediaHost {
  const files = new Map<string, { file: MediaFile; until: number }>();
  let origin: string | undefined;

  const createServer = (): FastifyInstance => {
    const server = fastify({ forceCloseConnections: true });
    server.get('/media/:key', async (request, reply) => {
      if (request.headers.authorization !== undefined) {
        const error = '<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>';
        return reply.status(400).type('application/xml').send(error);
      }
      const found = files.get((request.params as { key: string }).key);
      if (!found || clock.now() >= found.until) return reply.status(403).send();
      const { mimeType, fileName, bytes } = found.file;
      void reply.header('content-disposition', create(fileName, { type: 'inline' }));
      return reply.type(mimeType).send(bytes);
    });
    return server;
  };

  return {
    linkTo(file) {
      if (origin === undefined) throw new Error('The media host is served beside the API only.');
      for (const [old, { until }] of files) if (clock.now() >= until) files.delete(old);
      const key = createHash('sha256').update(file.bytes).update(String(clock.now())).digest('hex');
      files.set(key, { file, until: clock.now() + LINK_LIFE_MS });
      return `${origin}/media/${key}`;
    },
    serveBeside(api) {
      const server = createServer();
      api.addHook('onReady', async () => {
        await server.listen({ host: '127.0.0.1', port: 0 });
        // A server that listens on a port has one.
        origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
      });
      api.addHook('onClose', async () => server.close());
    },
  };
}
