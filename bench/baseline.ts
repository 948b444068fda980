/**
 * The bare baseline, in a process of its own: verifies the signature and parses the body, stores nothing. With `--echo` it also asks the
 * bot and sends its answer to the provider after it has acknowledged.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { request as send } from 'undici';
import { ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID } from './wire.ts';

const [botUrl, graphUrl] = process.argv.slice(2);

interface Body {
  entry: { changes: { value: { messages: { from: string; text: { body: string } }[] } }[] }[];
}

const server = createServer((incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const raw = Buffer.concat(chunks);
    if (!isSigned(raw, String(incoming.headers['x-hub-signature-256']))) {
      answer.writeHead(401, { 'content-length': 0 }).end();
      return;
    }
    const body = JSON.parse(raw.toString()) as Body;
    answer.writeHead(200, { 'content-length': 0 }).end();
    if (botUrl && graphUrl) void echo(body, botUrl, graphUrl);
  });
});

function isSigned(raw: Buffer, header: string): boolean {
  const given = Buffer.from(header.slice(7), 'hex');
  const right = createHmac('sha256', APP_SECRET).update(raw).digest();
  return given.length === right.length && timingSafeEqual(given, right);
}

async function echo(body: Body, bot: string, graph: string): Promise<void> {
  const message = body.entry[0]?.changes[0]?.value.messages[0];
  if (!message) return;
  const answer = await post(bot, { messages: [{ type: 'text', text: message.text.body }] });
  const { messages } = answer as { messages: { text: string }[] };
  await post(`${graph}/v25.0/${PHONE_NUMBER_ID}/messages`, {
    messaging_product: 'whatsapp',
    to: `+${message.from}`,
    type: 'text',
    text: { body: messages[0]?.text },
  });
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ACCESS_TOKEN}` },
    body: JSON.stringify(body),
  });
  return response.body.json();
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
