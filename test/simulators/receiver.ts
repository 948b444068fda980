import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that reached the receiver. */
interface ReceivedWebhook {
  headers: IncomingHttpHeaders;
  /** The exact bytes, as text. */
  raw: string;
  url: string;
  method: string;
}

/** A callback URL that records what it gets. */
export interface Receiver {
  url: string;
  webhooks: ReceivedWebhook[];
  /** Resolves when `count` webhooks have come. */
  arrived(count: number): Promise<ReceivedWebhook[]>;
  /** Decides on the answer; 200 with an empty body if left alone. */
  answerWith(answer: (webhook: ReceivedWebhook) => { status: number; body?: string }): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const webhooks: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  let answer = (_webhook: ReceivedWebhook): { status: number; body?: string } => ({ status: 200 });

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { headers, url = '', method = '' } = request;
    const webhook = { headers, url, method, raw: Buffer.concat(chunks).toString('utf8') };
    webhooks.push(webhook);
    const { status, body } = answer(webhook);
    response.writeHead(status).end(body);
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/hook`,
    webhooks,
    arrived: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (webhooks.length < count) return;
          waiting.delete(check);
          resolve(webhooks);
        };
        waiting.add(check);
        check();
      }),
    answerWith(next) {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
