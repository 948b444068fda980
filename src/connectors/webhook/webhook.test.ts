import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectorContract, sampleTurn } from '../../../test/contracts/connector.ts';
import { createEgress } from '../../host/egress.ts';
import { webhookConnector } from './index.ts';

const SECRET = `whsec_${Buffer.from('a'.repeat(32)).toString('base64')}`;
const PREVIOUS = `whsec_${Buffer.from('b'.repeat(32)).toString('base64')}`;

connectorContract('the webhook connector', {
  definition: webhookConnector,
  settings: { url: 'https://bot.example/whatsapp', secret: SECRET, previousSecret: PREVIOUS },
  goodAnswer: () => Response.json({ messages: ['Hello'] }),
});

interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** The real guard, which lets this machine through here. */
const egress = createEgress({ allow: ['127.0.0.0/8'] });
let bot: Server;
let url: string;
let answer: Answer;
let received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[];

beforeAll(async () => {
  bot = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url });
    if (answer.status !== 0) response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/bot`;
});

afterAll(async () => {
  await egress.close();
  bot.closeAllConnections();
  await new Promise((resolve) => bot.close(resolve));
});

beforeEach(() => {
  answer = { status: 204 };
  received = [];
});

function deliver(settings: Record<string, string> = {}, signal = new AbortController().signal) {
  const host = { fetch: egress.fetch, now: () => Date.now() };
  return webhookConnector.connect({ url, secret: SECRET, ...settings }, host).deliver(sampleTurn(), signal);
}

async function resultOf(given: Answer) {
  answer = given;
  const { detail: _, ...result } = await deliver();
  return result;
}

describe('the request', () => {
  it('carries the turn', async () => {
    await deliver();
    const turn = sampleTurn();
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      type: 'messages',
      turn: 'turn_1',
      reply: turn.reply,
      channel: turn.channel,
      sender: turn.sender,
      contact: turn.contact,
      conversation: { id: 'cnv_1' },
      session: { id: 'ses_1', isNew: true, variables: { lang: 'en' } },
      messages: turn.messages,
    });
  });

  it.each([
    ['the secret', SECRET],
    ['the previous secret', PREVIOUS],
  ])('is signed with %s while both are set', async (_, secret) => {
    await deliver({ previousSecret: PREVIOUS });
    const { headers, body } = received[0] ?? { headers: {}, body: '' };
    const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('webhook-')));
    expect(signed['webhook-id']).toBe('turn_1');
    expect(() => new Webhook(secret).verify(body, signed as Record<string, string>)).not.toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, signed as Record<string, string>)).toThrow();
  });

  it('is not signed with a previous secret that is gone', async () => {
    await deliver();
    expect(String(received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });
});

describe('the answer', () => {
  it('is read with its parts, variables, handover and end', async () => {
    const body = {
      messages: [
        'Hello',
        { type: 'text', text: 'again', pauseMs: 500, replyTo: 'msg_1' },
        { type: 'text', text: { body: 'from Meta' }, context: { message_id: 'msg_1' } },
      ],
      session: { variables: { step: 2 } },
      handover: { queue: 'sales' },
      end: true,
    };
    expect(await resultOf({ status: 200, body: JSON.stringify(body) })).toEqual({
      outcome: 'answered',
      parts: [
        { content: { type: 'text', text: 'Hello' } },
        { content: { type: 'text', text: 'again' }, pauseMs: 500, replyTo: 'msg_1' },
        { content: { type: 'text', text: 'from Meta' }, replyTo: 'msg_1' },
      ],
      variables: { step: 2 },
      handover: { queue: 'sales' },
      end: true,
    });
  });

  it.each<[string, Answer, object]>([
    ['204 is silence', { status: 204 }, { outcome: 'answered', parts: [] }],
    ['an empty 200 is silence', { status: 200 }, { outcome: 'answered', parts: [] }],
    ['an empty object is silence', { status: 200, body: '{}' }, { outcome: 'answered', parts: [] }],
    ['202 promises an answer', { status: 202, body: 'ok' }, { outcome: 'deferred' }],
  ])('%s', async (_, given, result) => {
    expect(await resultOf(given)).toEqual(result);
  });

  it.each([
    ['Hello', 'it is not JSON'],
    ['"Hello"', 'the answer must be an object, not string'],
    ['{"reply":"Hello"}', 'reply is not a known field here'],
    ['{"messages":"Hello"}', 'messages must be an array, not string'],
    ['{"messages":[{"type":"buttons","text":"a","buttons":[{"id":"1"}]}]}', 'messages[0].buttons[0].title is missing'],
    ['{"messages":[{"type":"text","text":"a","pauseMs":60001}]}', 'messages[0].pauseMs must be between 0 and 60000'],
    ['{"messages":["a",""]}', 'messages[1] must not be empty'],
    ['{"session":{"variables":[]}}', 'session.variables must be an object, not an array'],
    ['{"more":true}', 'more is not a known field here'],
  ])('%s is refused with the place of the mistake', async (body, why) => {
    expect(await resultOf({ status: 200, body })).toEqual({
      outcome: 'failed',
      message: `The bot's answer cannot be read: ${why}`,
      retryable: false,
    });
  });

  it('of more than 1 MB is refused', async () => {
    const body = JSON.stringify({ session: { variables: { long: 'x'.repeat(1024 * 1024) } } });
    expect(await resultOf({ status: 200, body })).toMatchObject({ outcome: 'failed', retryable: false });
  });

  it('elsewhere is not followed', async () => {
    expect(await resultOf({ status: 307, headers: { location: '/other' } })).toMatchObject({ retryable: false });
    expect(received.map(({ path }) => path)).toEqual(['/bot']);
  });

  it('with a wait of a date asks for the time until then', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const result = await resultOf({ status: 429, headers: { 'retry-after': date } });
    expect(result).toHaveProperty('retryAfterMs', expect.closeTo(89_500, -4));
  });

  it('that never comes ends with the time-out', async () => {
    answer = { status: 0 };
    const timeOut = new AbortController();
    bot.once('request', () => timeOut.abort());
    expect(await deliver({}, timeOut.signal)).toMatchObject({
      outcome: 'failed',
      message: 'The bot did not answer in time',
      retryable: true,
    });
  });

  it('of a port where nobody listens is worth another try', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await deliver({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
      message: 'The bot could not be reached: ECONNREFUSED',
      retryable: true,
    });
  });

  it('of a place that the egress guard keeps closed is not asked for again', async () => {
    const result = await deliver({ url: 'http://10.0.0.1/' });
    expect(result).toMatchObject({ outcome: 'failed', retryable: false });
    expect(result).toHaveProperty('message', expect.stringContaining('CHASQUI_EGRESS_ALLOW'));
  });
});

it('is signed by the machine’s time where development has turned the clock', async () => {
  const host = { fetch: egress.fetch, now: () => Date.now() + 86_400_000, machineNow: Date.now };
  await webhookConnector.connect({ url, secret: SECRET }, host).deliver(sampleTurn(), new AbortController().signal);
  const { headers, body } = received[0] ?? { headers: {}, body: '' };
  const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ type: 'messages' });
});

describe('the trace', () => {
  it('shows request and response, but no query and no token', async () => {
    answer = { status: 200, body: '{"messages":["Hi"]}' };
    const { detail } = await deliver({ url: `${url}?code=key` });
    expect(detail?.request).toMatchObject({ url, body: { turn: 'turn_1', reply: { url: sampleTurn().reply.url } } });
    expect(detail?.response).toEqual({ status: 200, body: { messages: ['Hi'] } });
    expect(JSON.stringify(detail)).not.toMatch(/key|never-shown/);
  });

  it('cuts long bodies', async () => {
    answer = { status: 200, body: `${' '.repeat(30_000)}x` };
    const { detail } = await deliver();
    expect(detail?.response?.body).toMatchObject({ characters: 30_001 });
  });
});

describe('a reply that comes later', () => {
  const { parseReply } = webhookConnector.connect(
    { url: 'https://bot.example' },
    { fetch: globalThis.fetch, now: Date.now },
  );

  it('has the same shape, and may have an id and promise more', () => {
    expect(parseReply?.({ id: 'r1', more: true, messages: ['Hi'] })).toEqual({
      outcome: 'answered',
      parts: [{ content: { type: 'text', text: 'Hi' } }],
    });
  });

  it('is refused with the place of the mistake', () => {
    expect(parseReply?.({ messages: [{ type: 'text' }] })).toBe('messages[0].text is missing');
  });
});

describe('settings', () => {
  it.each([
    ['bot.example', 'url'],
    ['ftp://bot.example', 'url'],
    ['https://user:pass@bot.example', 'url'],
    ['', 'url'],
  ])('the URL %j is refused', (given, field) => {
    expect(webhookConnector.validate({ url: given })).toMatchObject([{ field }]);
  });

  it.each(['whsec_short', 'secret', `whsec_${'*'.repeat(44)}`, `${SECRET}!`, `whsec_${'a'.repeat(100)}`])(
    'the secret %j is refused',
    (secret) => {
      expect(webhookConnector.validate({ url: 'https://bot.example', secret })).toMatchObject([{ field: 'secret' }]);
    },
  );

  it('a secret of the standard is taken with and without its prefix', () => {
    for (const secret of [SECRET, SECRET.replace('whsec_', '')]) {
      expect(webhookConnector.validate({ url: 'http://bot.example', secret })).toEqual([]);
    }
  });

  it('a secret left out is made, and is one that works', () => {
    const generated = webhookConnector.generate?.({ url }, (bytes) => new Uint8Array(bytes).fill(7)) ?? {};
    expect(webhookConnector.validate({ url: 'https://bot.example', ...generated })).toEqual([]);
    expect(webhookConnector.generate?.({ url, secret: SECRET }, () => new Uint8Array())).toEqual({});
  });
});
