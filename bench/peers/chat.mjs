/**
 * Chat SDK with its WhatsApp adapter, as their documentation shows them: `onDirectMessage`, and the webhook handed to
 * `bot.webhooks.whatsapp`, which acknowledges at once and works afterwards. State in memory, or with `POSTGRES_URL` in PostgreSQL.
 * `CONCURRENCY=queue` is what the documentation offers for losing no message (the default, `drop`, discards what arrives while an answer is
 * under way); its handler then gets what waited as `skipped` and echoes that as well.
 * Redirected by its own option `apiUrl`. Logging is off, in its favour.
 */
import { createServer } from 'node:http';
import { createMemoryState } from '@chat-adapter/state-memory';
import { createPostgresState } from '@chat-adapter/state-pg';
import { createWhatsAppAdapter } from '@chat-adapter/whatsapp';
import { Chat, ConsoleLogger } from 'chat';
import { account, echoOf, graphUrl, port } from './serve.mjs';

const logger = new ConsoleLogger('silent');
const url = process.env.POSTGRES_URL;
const bot = new Chat({
  userName: 'bench',
  adapters: { whatsapp: createWhatsAppAdapter({ ...account, apiUrl: graphUrl, userName: 'bench', logger }) },
  state: url ? createPostgresState({ url, logger }) : createMemoryState(),
  logger: 'silent',
  ...(process.env.CONCURRENCY === 'queue' && { concurrency: { strategy: 'queue', maxQueueSize: 1_000 } }),
});

bot.onDirectMessage(async (thread, message, _channel, context) => {
  for (const { text } of [...(context?.skipped ?? []), message]) await thread.post(await echoOf(text));
});

await bot.initialize();

const server = createServer((incoming, answer) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', async () => {
    const { method, headers } = incoming;
    const request = new Request(`http://127.0.0.1${incoming.url}`, { method, headers, body: Buffer.concat(chunks) });
    const response = await bot.webhooks.whatsapp(request);
    const body = await response.text();
    answer.writeHead(response.status, { 'content-length': Buffer.byteLength(body) }).end(body);
  });
});
server.listen(port, '127.0.0.1');
