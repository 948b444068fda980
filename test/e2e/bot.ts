import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the gateway posts to a webhook bot, as far as tests look at it. */
export interface TurnBody {
  turn: string;
  reply: { url: string; token: string; expiresAt: string };
  contact: { id: string; phoneNumber?: string; userId?: string; name?: string };
  conversation: { id: string };
  session: { id: string; isNew: boolean; variables: Record<string, unknown> };
  messages: ({ id: string; type: string; text?: string } & Record<string, unknown>)[];
}

export interface BotRequest {
  body: TurnBody;
  headers: IncomingHttpHeaders;
  /** The exact text, for the signature. */
  raw: string;
}

export interface BotAnswer {
  /** 200 if left out. */
  status?: number;
  body?: unknown;
}

/** `count` is 1 for the first request that this bot ever got. */
export type BotScript = (turn: TurnBody, count: number) => BotAnswer | Promise<BotAnswer>;

/** A bot behind an HTTP server of its own, doing what the test says. */
export interface TestBot {
  readonly url: string;
  /** Every request so far, repeated tries included. */
  readonly requests: readonly BotRequest[];
  /** The texts of all messages that it was asked about, tries included. */
  heard(): string[];
  answerWith(script: BotScript): void;
  /** Connections are refused from now on. */
  goAway(): Promise<void>;
  /** Listens again, at the same address. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** Says every text back, with `echo: ` before it. */
export function echo({ messages }: TurnBody): BotAnswer {
  return { body: { messages: messages.map(({ type, text }) => `echo: ${text ?? type}`) } };
}

/** `happened` is called after every request has been answered. */
export async function startBot(happened: () => void): Promise<TestBot> {
  const requests: BotRequest[] = [];
  let script: BotScript = echo;
  const server = createServer((request, response) => {
    if (request.method === 'POST') void serve(request, response);
    // Somebody only looks whether there is a bot.
    else response.writeHead(405).end();
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const request: BotRequest = { raw, headers: incoming.headers, body: JSON.parse(raw) };
    requests.push(request);
    happened();
    const { status = 200, body } = await script(request.body, requests.length);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
    happened();
  }

  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  await listen(0);
  // A TCP server's address has a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    heard: () => requests.flatMap(({ body }) => body.messages.map(({ text, type }) => text ?? type)),
    answerWith(next) {
      script = next;
    },
    goAway: close,
    comeBack: () => listen(port),
    stop: () => (server.listening ? close() : Promise.resolve()),
  };
}
