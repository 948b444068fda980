import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Journal } from './journal.ts';

/** A bot that needs a while and answers each message by naming it. */
export interface ThinkingBot {
  url: string;
  close(): void;
}

export async function startThinkingBot(thinkMs: number, journal: Journal): Promise<ThinkingBot> {
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: { text?: string }[] };
      const body = JSON.stringify({ messages: messages.map(({ text }) => `answer to ${text}`) });
      const tell = (what: string) => {
        for (const { text = '' } of messages) journal.note(text, what);
      };
      tell('bot: asked');
      setTimeout(() => {
        tell('bot: answers');
        answer.writeHead(200, { 'content-type': 'application/json' }).end(body);
      }, thinkMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close().closeAllConnections() };
}
