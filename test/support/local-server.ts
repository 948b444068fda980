import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  /** Path with query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Reply {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Anything but text is sent as JSON. */
  body: unknown;
}

/** A server on this machine that answers as told and remembers what came. */
export interface LocalServer {
  url: string;
  received: readonly Received[];
  answer(reply: (request: Received) => Reply): void;
  close(): Promise<void>;
}

export async function startLocalServer(): Promise<LocalServer> {
  const received: Received[] = [];
  let reply: (request: Received) => Reply = () => ({ body: {} });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const came = { method, path, headers, body: Buffer.concat(chunks).toString() };
    received.push(came);
    const { status = 200, headers: own = {}, body } = reply(came);
    response.writeHead(status, own).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (next) => {
      reply = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
