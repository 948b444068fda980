import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One address for several nodes, as a proxy with health checks is: gives requests to those that say that they are ready, in turn. */
export interface ReadyBalancer {
  url: string;
  /** What was not answered with 2xx: method, path and status. */
  refused(): readonly string[];
  /** Resolves once it gives requests to this node. */
  uses(port: number): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 50;

/** It asks the next node only where the connection was refused: nothing was sent then. */
export async function startReadyBalancer(ports: readonly number[]): Promise<ReadyBalancer> {
  const ready = new Set<number>();
  const refused: string[] = [];
  const ending = new AbortController();
  let turn = 0;

  async function watch(port: number): Promise<void> {
    while (!ending.signal.aborted) {
      if (await isReady(port)) ready.add(port);
      else ready.delete(port);
      await pause(LOOK_EVERY_MS);
    }
  }

  function end(incoming: IncomingMessage, answer: ServerResponse, status: number): void {
    refused.push(`${incoming.method} ${incoming.url} ${status}`);
    answer.writeHead(status).end();
  }

  function forward(incoming: IncomingMessage, answer: ServerResponse, { body, order }: Passing): void {
    const [port, ...others] = order;
    if (port === undefined) {
      end(incoming, answer, 502);
      return;
    }
    const { method, url: path, headers } = incoming;
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers });
    outgoing.on('response', (response) => {
      const { statusCode: status = 502 } = response;
      if (status >= 300) refused.push(`${method} ${path} ${status}`);
      answer.writeHead(status, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') forward(incoming, answer, { body, order: others });
      else end(incoming, answer, 502);
    });
    outgoing.end(body);
  }

  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      turn += 1;
      const nodes = [...ready];
      const order = nodes.map((_, index) => nodes[(turn + index) % nodes.length] ?? 0);
      forward(incoming, answer, { body: Buffer.concat(chunks), order });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const watching = Promise.all(ports.map(watch));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    refused: () => refused,
    async uses(port) {
      while (!ready.has(port)) await pause(LOOK_EVERY_MS);
    },
    async stop() {
      ending.abort();
      await watching;
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Passing {
  body: Buffer;
  /** Of ports. */
  order: readonly number[];
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
