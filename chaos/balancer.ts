import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** One address for several nodes: takes the next that answers, and says 502 if a node dies under a request. */
export interface Balancer {
  url: string;
  close(): void;
}

/** `ports` is read for every request, so that restarted nodes are found. */
export async function startBalancer(ports: () => readonly number[]): Promise<Balancer> {
  let turn = 0;
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const known = ports();
      turn += 1;
      const order = known.map((_, index) => known[(turn + index) % known.length] ?? 0);
      forward(incoming, { answer, body: Buffer.concat(chunks), order });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close().closeAllConnections() };
}

function forward(
  incoming: IncomingMessage,
  { answer, body, order }: { answer: ServerResponse; body: Buffer; order: number[] },
): void {
  const [port, ...others] = order;
  if (port === undefined) {
    answer.writeHead(502).end();
    return;
  }
  const outgoing = request({
    port,
    host: '127.0.0.1',
    method: incoming.method,
    path: incoming.url,
    headers: incoming.headers,
  });
  outgoing.on('response', (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.on('error', () => answer.destroy());
    response.pipe(answer);
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') forward(incoming, { answer, body, order: others });
    else if (!answer.headersSent) answer.writeHead(502).end();
  });
  outgoing.end(body);
}
