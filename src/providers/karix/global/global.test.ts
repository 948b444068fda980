import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from '../../../../test/support/local-server.ts';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { OutboundContent } from '../../../domain/content.ts';
import type { ProviderEvent } from '../../../domain/events.ts';
import type { FieldValues } from '../../../domain/settings.ts';
import type { Template } from '../../../domain/template.ts';
import { ATTEMPT, global, messageOf, postOf, RECEIVED_AT, RECIPIENT, SENDER } from '../fixtures/connections.ts';
import { eventOf, FILE, inbound, messages, outbound as outboundEvent, statuses, UID } from '../fixtures/global.ts';
import { outbound } from '../fixtures/outbound.ts';
import { karix } from '../index.ts';
import { parseWebhook } from './webhook.ts';

const ACCEPTED = { meta: { request_uuid: 'r', credits_charged: '0.1' }, objects: [{ uid: UID, status: 'queued' }] };
const BASIC = `Basic ${Buffer.from(`${global.accountUid}:${global.accountKey}`).toString('base64')}`;
const { signal } = new AbortController();
let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer();
  server.answer(() => ({ status: 202, body: ACCEPTED }));
});
afterEach(() => server.close());

function connect(settings: FieldValues = {}) {
  return karix.connect({ ...global, apiBaseUrl: server.url, ...settings }, { fetch, now: () => 0, memo: memoryMemo() });
}

const send = (content: OutboundContent, more: Parameters<typeof messageOf>[1] = {}) =>
  connect().send(messageOf(content, more));

const bodies = () => server.received.map(({ body }) => JSON.parse(body));

describe('R18: a send', () => {
  test('has basic authentication, the version, a slash at the end, one destination and the plus', async () => {
    expect(await send(outbound.text)).toMatchObject({ ok: true });
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/message/', headers: { authorization: BASIC, 'api-version': '2.0' } },
    ]);
    expect(bodies()).toEqual([
      {
        channel: 'whatsapp',
        source: `+${SENDER}`,
        destination: [`+${RECIPIENT}`],
        content: { text: 'Hello' },
        events_url: `https://gateway.example/webhooks/x?attempt=${ATTEMPT}`,
      },
    ]);
  });

  test.each([
    ['a file', outbound.image, { media: { url: 'https://cdn.example/a.jpg', caption: 'A' } }],
    [
      'a place as decimal text',
      outbound.location,
      { location: { longitude: '77.6109000', latitude: '12.9379000', label: 'Depot', address: '1 Dock Road' } },
    ],
    ['buttons as text', outbound.buttons, { text: 'Today?\n\n1. Yes\n\nBlue Kite' }],
    ['raw content', { type: 'raw', provider: 'karix', payload: { text: 'Hi', x: 1 } } as const, { text: 'Hi', x: 1 }],
  ])('says %s', async (_what, content, expected) => {
    expect(await send(content)).toMatchObject({ ok: true });
    expect(bodies()).toMatchObject([{ content: expected }]);
  });

  test('says a template by the text of our copy', async () => {
    const template: Template = {
      providerId: null,
      name: 'parcel_update',
      language: 'en',
      category: 'utility',
      status: 'approved',
      quality: null,
      rejection: null,
      parameterFormat: 'positional',
      header: null,
      body: { text: 'Hello {{1}}, parcel {{2}} comes today.', variables: ['1', '2'] },
      footer: null,
      buttons: [],
      cards: [],
      provider: {},
    };
    await send(outbound.template, { template });
    expect(bodies()).toMatchObject([{ content: { text: 'Hello Asha, parcel A-77 comes today.' } }]);
    const short = await send({ ...outbound.template, body: ['Asha'] }, { template });
    expect(short).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(await send(outbound.template)).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(server.received).toHaveLength(1);
  });

  test('in several parts tells only the first one’s events our attempt', async () => {
    const long: OutboundContent = {
      ...outbound.buttons,
      header: { type: 'image', media: { url: 'https://cdn.example/a.jpg' } },
    };
    expect(await send(long)).toMatchObject({ ok: true, receipt: { providerMessageId: UID } });
    expect(bodies().map((body) => [Object.keys(body.content), 'events_url' in body])).toEqual([
      [['media'], true],
      [['text'], false],
    ]);
  });

  test('of which the second part fails is told and not in doubt', async () => {
    server.answer(() => (server.received.length > 1 ? { status: 500, body: {} } : { status: 202, body: ACCEPTED }));
    const long: OutboundContent = {
      ...outbound.buttons,
      header: { type: 'image', media: { url: 'https://cdn.example/a.jpg' } },
    };
    expect(await send(long)).toMatchObject({
      failure: { kind: 'rejected', message: expect.stringContaining('first part was sent') },
    });
  });
});

describe('R19: an answer', () => {
  test.each([200, 202])('%i gives the uid of the message', async (status) => {
    server.answer(() => ({ status, body: ACCEPTED }));
    expect(await send(outbound.text)).toMatchObject({ ok: true, receipt: { providerMessageId: UID } });
  });

  test('tells the error with its parameter', async () => {
    server.answer(() => ({
      status: 400,
      body: { meta: {}, error: { message: 'is not E.164', param: 'destination' } },
    }));
    expect(await send(outbound.text)).toMatchObject({
      failure: { kind: 'message_invalid', message: 'destination: is not E.164.' },
    });
  });

  test('R22: has neither token nor its encoded form in it', async () => {
    const encoded = BASIC.replace('Basic ', '');
    server.answer(() => ({ status: 400, body: { error: { message: `${global.accountKey} ${encoded}` } } }));
    const told = JSON.stringify(await send(outbound.text));
    expect(told).not.toContain(global.accountKey);
    expect(told).not.toContain(encoded);
  });
});

function one(body: string, query = {}): ProviderEvent {
  const [event, ...more] = parseWebhook(postOf(body, query));
  expect(more).toEqual([]);
  return event ?? expect.fail('nothing was parsed');
}

describe('R20: an inbound event', () => {
  test('is a message', () => {
    expect(one(messages.text)).toMatchObject({
      type: 'message_received',
      sender: { field: 'phoneNumber', value: SENDER },
      person: { identifiers: [{ kind: 'phone', value: RECIPIENT }], name: 'Asha' },
      providerMessageId: UID,
      dedupeKey: UID,
      at: Date.UTC(2026, 5, 17, 10, 11, 12),
      content: { type: 'text', text: 'Hi' },
    });
  });

  test.each([
    ['an image', messages.image, { type: 'image', caption: 'bill' }],
    ['a file of an unknown kind', messages.file, { type: 'document' }],
    ['a place', messages.location, { type: 'location', latitude: 12.9379, longitude: 77.6109, name: 'Depot' }],
    ['a text without a type', messages.untyped, { type: 'text', text: 'Hi' }],
    ['something else', messages.unknown, { type: 'unsupported', kind: 'poll' }],
  ])('says %s', (_what, body, content) => {
    expect(one(body)).toMatchObject({ content });
  });

  test('tells where its file is', () => {
    expect(one(messages.image)).toMatchObject({ media: { url: FILE } });
  });

  test('is none of ours, whatever the address says', () => {
    expect(one(messages.text, { attempt: ATTEMPT })).not.toHaveProperty('attemptId');
  });
});

describe('R20: an outbound event', () => {
  test.each([
    ['accepted', statuses.queued, 12],
    ['sent', statuses.sent, 13],
    ['delivered', statuses.delivered, 14],
    ['read', statuses.read, 15],
    ['failed', statuses.failed, 12],
  ])('is the status %s', (status, body, second) => {
    expect(one(body)).toMatchObject({
      type: 'status_reported',
      status,
      providerMessageId: UID,
      sender: { value: SENDER },
      person: { identifiers: [{ value: RECIPIENT }] },
      at: Date.UTC(2026, 5, 17, 10, 11, second),
    });
  });

  test('has the reason of a failure', () => {
    expect(one(statuses.failed)).toMatchObject({
      failure: { kind: 'rejected', code: '1102', message: expect.stringContaining('Not on WhatsApp') },
    });
  });

  test('names our attempt only if the address does', () => {
    expect(one(statuses.sent, { attempt: ATTEMPT })).toMatchObject({ attemptId: ATTEMPT });
    for (const query of [{}, { attempt: 'order-77' }, { attempt: '' }, { acc: ATTEMPT }]) {
      expect(one(statuses.sent, query)).not.toHaveProperty('attemptId');
    }
  });

  test('takes a list of destinations, and the time of receipt where none is told', () => {
    const body = outboundEvent('sent', { destination: [`+${RECIPIENT}`], created_time: undefined });
    expect(one(body)).toMatchObject({ person: { identifiers: [{ value: RECIPIENT }] }, at: RECEIVED_AT });
  });

  test.each([
    ['another word', outboundEvent('clicked'), 'delivery:clicked'],
    ['another type', statuses.other, 'call'],
    ['no direction', eventOf({ uid: UID }), 'message:no_direction'],
  ])('is kept where it has no meaning: %s', (_what, body, kind) => {
    expect(one(body)).toMatchObject({ type: 'unknown_reported', kind });
  });

  test('that is odd becomes a dead letter', () => {
    expect(one('{"type":"message"}')).toMatchObject({ type: 'unparsable' });
    expect(one(inbound('text', { text: 'Hi' }, { uid: '' }))).toMatchObject({ type: 'unparsable' });
  });
});

describe('a received file of the older API', () => {
  const open = (url: string, settings: FieldValues = {}) =>
    connect(settings).media?.open({ providerMediaId: 'x', url, senderFields: {}, signal });

  test('is fetched with the token from the API only', async () => {
    const other = await startLocalServer();
    expect(await open(`${server.url}/a`)).toMatchObject({ ok: true });
    expect(server.received[0]?.headers.authorization).toBe(BASIC);
    expect(await open(`${other.url}/a`, { mediaHosts: new URL(other.url).host })).toMatchObject({ ok: true });
    expect(other.received[0]?.headers).not.toHaveProperty('authorization');
    await other.close();
  });
});

describe('the doctor of the older API', () => {
  const check = () =>
    connect().account?.check({
      senderPhoneNumber: SENDER,
      senderFields: {},
      callbackUrl: 'https://gateway.example/webhooks/x',
      repair: false,
      signal,
    });

  test('asks for a message', async () => {
    server.answer(() => ({ body: { meta: {}, objects: [] } }));
    expect(await check()).toMatchObject([
      { name: 'token', ok: true },
      { name: 'callback', ok: true },
    ]);
    expect(server.received).toMatchObject([{ method: 'GET', path: '/message/?limit=1' }]);
  });

  test('tells that the token is wrong', async () => {
    server.answer(() => ({ status: 403, body: { error: { message: 'Forbidden' } } }));
    expect(await check()).toMatchObject([{ name: 'token', ok: false, hint: expect.stringContaining('UID') }]);
  });
});
