/** The provider's end, the same for every target: takes messages and tells who waits for them. It counts what it has accepted, no more. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** A text message as it was to be sent. */
export interface SentText {
  /** Digits only. */
  to: string;
  text: string;
  callbackData?: string;
}

/** How a request ends: taken, refused with an HTTP status, or its connection cut before or after the message was taken. */
export type Verdict = 'accept' | 'drop' | 'accept_and_drop' | { status: number; code: number };

export interface MockGraph {
  url: string;
  /** Resolves when a message with this text has been accepted. */
  arrival(text: string): Promise<void>;
  /** People who got a template since this was last asked, and templates that they got beyond one. */
  templates(): { reached: number; repeated: number };
  close(): void;
}

export interface GraphOptions {
  /** Asked about every text message; default: accept. */
  judge?(sent: SentText): Verdict;
  /** Told of every text message that was accepted. */
  onAccepted?(sent: SentText, id: string): void;
}

interface MessageRequest {
  to?: string;
  text?: { body: string };
  template?: unknown;
  status?: string;
  biz_opaque_callback_data?: string;
}

export async function startMockGraph({ judge, onAccepted }: GraphOptions = {}): Promise<MockGraph> {
  const waiting = new Map<string, () => void>();
  const people = new Set<string>();
  let repeated = 0;

  function handle(request: MessageRequest, answer: ServerResponse): void {
    const sent = textIn(request);
    const verdict = sent ? (judge?.(sent) ?? 'accept') : 'accept';
    if (typeof verdict === 'object') {
      json(answer, verdict.status, { error: { code: verdict.code, message: 'as the benchmark wished' } });
      return;
    }
    const id = `wamid.${randomBytes(12).toString('hex')}`;
    if (verdict === 'accept') json(answer, 200, accepted(request, id));
    else answer.destroy();
    if (verdict === 'drop') return;
    if (sent) settle(sent, id);
    if (request.template && request.to) countPerson(request.to);
  }

  function countPerson(to: string): void {
    if (people.has(to)) repeated += 1;
    people.add(to);
  }

  function settle(sent: SentText, id: string): void {
    onAccepted?.(sent, id);
    waiting.get(sent.text)?.();
    waiting.delete(sent.text);
  }

  const server = createServer((incoming, answer) => {
    // Of the account it knows nothing: templates then pass unchecked.
    if (incoming.method !== 'POST') {
      json(answer, 400, { error: { code: 100, message: 'not here' } });
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => handle(JSON.parse(Buffer.concat(chunks).toString()) as MessageRequest, answer));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    arrival: (text) => new Promise((resolve) => waiting.set(text, resolve)),
    templates() {
      const told = { reached: people.size, repeated };
      people.clear();
      repeated = 0;
      return told;
    },
    close: () => server.close().closeAllConnections(),
  };
}

function textIn({ to, text, biz_opaque_callback_data: callbackData }: MessageRequest): SentText | null {
  if (!text) return null;
  return {
    to: (to ?? '').replace(/\D/g, ''),
    text: text.body,
    ...(callbackData !== undefined && { callbackData }),
  };
}

function accepted({ to, status }: MessageRequest, id: string): object {
  if (status) return { success: true };
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to?.replace('+', '') }],
    messages: [{ id }],
  };
}

function json(answer: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  answer.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
