import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** One address for several nodes: takes the next that answers, and says 502 or 504 if a node dies or freezes under a request. */
export interface Balancer {
  url: string;
  close(): void;
}

export interface BalancerOptions {
  /** Read for every request, so that restarted nodes are found. */
  ports(): readonly number[];
  /** Told of every answer; null: no node gave it. `text` is the request's address and body. */
  onAnswer(text: string, status: number | null): void;
}

/** One that takes longer is asked last for a while. */
const TIMEOUT_MS = 4_000;
const AVOIDED_MS = 5_000;

interface Passing {
  answer: ServerResponse;
  body: Buffer;
  order: readonly number[];
}

export async function startBalancer({ ports, onAnswer }: BalancerOptions): Promise<Balancer> {
  const avoidedUntil = new Map<number, number>();
  let turn = 0;

  function orderNow(): number[] {
    const known = ports();
    turn += 1;
    const order = known.map((_, index) => known[(turn + index) % known.length] ?? 0);
    const isAvoided = (port: number) => (avoidedUntil.get(port) ?? 0) > Date.now();
    return [...order.filter((port) => !isAvoided(port)), ...order.filter(isAvoided)];
  }

  function forward(incoming: IncomingMessage, { answer, body, order }: Passing): void {
    const [port, ...others] = order;
    const answerWith = (status: number) => {
      if (answer.headersSent) return;
      onAnswer(`${incoming.url} ${body.toString()}`, null);
      answer.writeHead(status).end();
    };
    if (port === undefined) {
      answerWith(502);
      return;
    }
    const { method, url: path, headers } = incoming;
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers, timeout: TIMEOUT_MS });
    outgoing.on('response', (response) => {
      onAnswer(`${path} ${body.toString()}`, response.statusCode ?? 502);
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('error', () => answer.destroy());
      response.pipe(answer);
    });
    outgoing.on('timeout', () => {
      avoidedUntil.set(port, Date.now() + AVOIDED_MS);
      answerWith(504);
      outgoing.destroy();
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') forward(incoming, { answer, body, order: others });
      else answerWith(502);
    });
    outgoing.end(body);
  }

  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => forward(incoming, { answer, body: Buffer.concat(chunks), order: orderNow() }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close().closeAllConnections() };
}
