/** The provider's end of the echo benchmark: accepts every message at once and tells who waits for it. */

import { once } from 'node:events';
import { createServer } from 'node:http';

export interface MockGraph {
  url: string;
  /** Resolves when a message with this text arrives. */
  arrival(text: string): Promise<void>;
  /** Texts that arrived more often than once, or that nobody waited for. */
  surplus(): number;
  /** People who got a template since this was last asked, and templates that they got beyond one. */
  templates(): { reached: number; repeated: number };
  close(): void;
}

export async function startMockGraph(): Promise<MockGraph> {
  const waiting = new Map<string, () => void>();
  const people = new Set<string>();
  let repeated = 0;
  let surplus = 0;
  let serial = 0;
  const server = createServer((incoming, answer) => {
    // Of the account it knows nothing: templates then pass unchecked.
    if (incoming.method !== 'POST') {
      answer.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"code":100,"message":"not here"}}');
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const sent = JSON.parse(Buffer.concat(chunks).toString()) as {
        to?: string;
        text?: { body: string };
        template?: unknown;
      };
      serial += 1;
      const text = JSON.stringify({
        messaging_product: 'whatsapp',
        contacts: [{ input: sent.to, wa_id: sent.to?.replace('+', '') }],
        messages: [{ id: `wamid.out${serial}` }],
      });
      answer
        .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
        .end(text);
      if (sent.text) settle(sent.text.body);
      if (sent.template && sent.to) counted(sent.to);
    });
  });

  function counted(to: string): void {
    if (people.has(to)) repeated += 1;
    people.add(to);
  }

  function settle(text: string): void {
    const resolve = waiting.get(text);
    waiting.delete(text);
    if (resolve) resolve();
    else surplus += 1;
  }

  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    arrival: (text) => new Promise((resolve) => waiting.set(text, resolve)),
    surplus: () => surplus,
    templates() {
      const told = { reached: people.size, repeated };
      people.clear();
      repeated = 0;
      return told;
    },
    close: () => server.close().closeAllConnections(),
  };
}
