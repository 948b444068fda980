import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryMemo } from '../../../test/support/memo.ts';
import type { AttemptId, MessageId, ProviderMessageId } from '../../domain/ids.ts';
import type { OutboundMessage, Provider } from '../../domain/provider.ts';
import { createEgress, type Egress } from '../../host/egress.ts';
import { PHONE, settings } from './fixtures/webhooks.ts';
import { meta } from './index.ts';

const PROOF = createHmac('sha256', settings.appSecret).update(settings.accessToken).digest('hex');

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: unknown;
}

let server: Server;
let egress: Egress;
let received: Received[];
let answer: (response: ServerResponse) => void;
let baseUrl: string;

beforeEach(async () => {
  received = [];
  answer = (response) => response.end('{"messages":[{"id":"wamid.OUT1"}]}');
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    received.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  egress = createEgress({ allow: ['127.0.0.0/8'] });
});

afterEach(async () => {
  await egress.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function connect(more: Record<string, string> = {}): Provider {
  const { apiBaseUrl: _replaced, ...rest } = settings;
  return meta.connect(
    { ...rest, apiBaseUrl: baseUrl, ...more },
    { fetch: egress.fetch, now: () => 0, memo: memoryMemo() },
  );
}

function messageTo(more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    attemptId: 'att_1' as AttemptId,
    messageId: 'msg_1' as MessageId,
    senderPhoneNumber: '15550100200',
    senderFields: { phoneNumberId: '512340000000017' },
    recipient: [PHONE],
    content: { type: 'text', text: 'Hello' },
    callbackUrl: 'https://gateway.example',
    signal: AbortSignal.timeout(10_000),
    ...more,
  };
}

test('posts one JSON message with the token in a header', async () => {
  const result = await connect().send(messageTo());
  expect(result).toMatchObject({ ok: true, receipt: { providerMessageId: 'wamid.OUT1' } });
  expect(received).toMatchObject([
    {
      method: 'POST',
      url: `/v25.0/512340000000017/messages?appsecret_proof=${PROOF}`,
      headers: { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' },
      body: { to: '+15550104477', biz_opaque_callback_data: 'att_1', type: 'text', text: { body: 'Hello' } },
    },
  ]);
});

test('the address may have a path, the version may be another', async () => {
  await connect({ apiBaseUrl: `${baseUrl}/meta/`, graphVersion: 'v24.0' }).send(messageTo());
  expect(received[0]?.url).toBe(`/meta/v24.0/512340000000017/messages?appsecret_proof=${PROOF}`);
});

test('item 38: ids of the person in the answer are passed on, also where the number differs', async () => {
  answer = (response) =>
    response.end(
      JSON.stringify({
        contacts: [{ input: '+5511987654321', wa_id: '551187654321', user_id: 'BR.a1' }],
        messages: [{ id: 'wamid.OUT1' }],
      }),
    );
  expect(await connect().send(messageTo())).toMatchObject({
    receipt: {
      identifiers: [
        { kind: 'phone', value: '551187654321' },
        { kind: 'user_id', value: 'BR.a1' },
      ],
    },
  });
});

test('item 50: a failure tells code, details and what to do', async () => {
  answer = (response) => {
    const error = { message: '(#190) x', code: 190, error_data: { details: 'Session has expired.' } };
    response.writeHead(401).end(JSON.stringify({ error }));
  };
  expect(await connect().send(messageTo())).toMatchObject({
    ok: false,
    failure: {
      kind: 'channel_misconfigured',
      code: '190',
      message: 'Session has expired (Meta code 190). Enter a new access token.',
    },
    detail: { request: { body: { text: { body: 'Hello' } } }, response: { status: 401 } },
  });
});

test('the proof of the app secret is not traced, and a wrong one is the operator’s matter', async () => {
  answer = (response) => {
    const error = { message: 'Invalid appsecret_proof provided in the API argument', code: 100 };
    response.writeHead(400).end(JSON.stringify({ error }));
  };
  const result = await connect().send(messageTo());
  expect(result).toMatchObject({ failure: { kind: 'channel_misconfigured', stops: 'credentials' } });
  expect(JSON.stringify(result)).not.toContain(PROOF);
});

test('item 47: the pair limit holds the person, the others hold the sender', async () => {
  const scopeOf = async (code: number) => {
    answer = (response) => response.writeHead(400).end(JSON.stringify({ error: { code } }));
    const result = await connect().send(messageTo());
    return result.ok ? undefined : result.failure.scope;
  };
  expect(await scopeOf(131056)).toBe('recipient');
  expect(await scopeOf(130429)).toBe('sender');
  expect(await scopeOf(80007)).toBe('sender');
});

test('item 46: a time-out after the request was written leaves the outcome open', async () => {
  const controller = new AbortController();
  answer = () => controller.abort(new Error('timed out'));
  expect(await connect().send(messageTo({ signal: controller.signal }))).toMatchObject({
    failure: { kind: 'outcome_unknown', message: 'No readable answer: timed out' },
  });
});

test('a connection that breaks after the request was written leaves the outcome open', async () => {
  answer = (response) => response.destroy();
  expect(await connect().send(messageTo())).toMatchObject({ failure: { kind: 'outcome_unknown' } });
});

test('a refused connection and a refused address are certainly not sent', async () => {
  const unreachable = connect({ apiBaseUrl: 'http://127.0.0.1:1' });
  expect(await unreachable.send(messageTo())).toMatchObject({ failure: { kind: 'provider_unavailable' } });
  const inside = connect({ apiBaseUrl: 'http://10.0.0.1' });
  expect(await inside.send(messageTo())).toMatchObject({
    failure: { kind: 'provider_unavailable', code: 'EGRESS_REFUSED' },
  });
});

test('a sender without phone number id is a matter for the operator', async () => {
  expect(await connect().send(messageTo({ senderFields: {} }))).toMatchObject({
    failure: { kind: 'channel_misconfigured', message: 'The sender has no phone number ID.' },
  });
  expect(received).toEqual([]);
});

test('item 45: marks a message read, with or without typing', async () => {
  const { presence } = connect();
  const target = {
    senderFields: { phoneNumberId: '512340000000017' },
    providerMessageId: 'wamid.IN1' as ProviderMessageId,
    signal: AbortSignal.timeout(10_000),
  };
  await presence?.markRead({ ...target, typing: true });
  await presence?.markRead({ ...target, typing: false });
  const body = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN1' };
  expect(received.map((request) => request.body)).toEqual([{ ...body, typing_indicator: { type: 'text' } }, body]);
});
