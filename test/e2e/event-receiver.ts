import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ToldEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

export interface EventReceiver {
  readonly url: string;
  readonly requests: readonly { raw: string; headers: Record<string, string> }[];
  /** Those that it took, in the order in which they came. */
  events(): ToldEvent[];
  /** Status by the count of the request, from 1. */
  answerWith(status: (count: number) => number): void;
  /** Resolves when it is so, looking after every request. */
  until(isSo: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A client's endpoint for events. */
export async function startEventReceiver(): Promise<EventReceiver> {
  const requests: { raw: string; headers: Record<string, string>; status: number }[] = [];
  let statusOf: (count: number) => number = () => 200;
  let wake = () => {};

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const status = statusOf(requests.length + 1);
    // Names that senders repeat come as lists; ours come once.
    const headers = incoming.headers as Record<string, string>;
    requests.push({ raw: Buffer.concat(chunks).toString('utf8'), headers, status });
    response.writeHead(status).end();
    wake();
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address has a port.
  return {
    url: `http://127.0.0.1:${port}/events`,
    requests,
    events: () => requests.filter(({ status }) => status === 200).map(({ raw }) => JSON.parse(raw)),
    answerWith(next) {
      statusOf = next;
    },
    async until(isSo) {
      while (!isSo()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
