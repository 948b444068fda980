import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMERCE } from '../../../../test/support/commerce-content.ts';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { OutboundContent } from '../../../domain/content.ts';
import type { ProviderMessageId } from '../../../domain/ids.ts';
import type { OutboundMessage, SendResult } from '../../../domain/provider.ts';
import { SENDER, selfServe } from '../fixtures/connections.ts';
import { formOf, type LocalServer, type Received, startServer } from '../fixtures/local-server.ts';
import { messageOf, templateOf } from '../fixtures/messages.ts';
import { GS_ID } from '../fixtures/self-serve.ts';
import { gupshup } from '../index.ts';

const CLOUD_ACCEPTED = `{"messaging_product":"whatsapp","contacts":[],"messages":[{"id":"${GS_ID}"}]}`;

let server: LocalServer;

beforeEach(async () => {
  server = await startServer();
  server.answer(({ path }) => ({
    status: 202,
    body: path.endsWith('/v3/message') ? CLOUD_ACCEPTED : `{"status":"submitted","messageId":"${GS_ID}"}`,
  }));
});

afterEach(() => server.close());

function send(
  content: OutboundContent,
  more: Partial<OutboundMessage> = {},
  {
    settings = {},
    memo = memoryMemo(),
  }: { settings?: Record<string, string>; memo?: ReturnType<typeof memoryMemo> } = {},
): Promise<SendResult> {
  const values = { ...selfServe, apiBaseUrl: server.url, ...settings };
  return gupshup.connect(values, { fetch, now: () => 0, memo }).send(messageOf(content, more));
}

async function requestFor(content: OutboundContent, more: Partial<OutboundMessage> = {}): Promise<Received> {
  const result = await send(content, more);
  if (!result.ok) return expect.fail(result.failure.message);
  return server.received.at(-1) ?? expect.fail('nothing went out');
}

async function saidFor(content: OutboundContent, more: Partial<OutboundMessage> = {}): Promise<unknown> {
  return JSON.parse(formOf(await requestFor(content, more)).message ?? '');
}

const TEXT: OutboundContent = { type: 'text', text: 'Hi', previewUrl: true };

test('R24: a text is posted with the API key, and the answer’s messageId is its id', async () => {
  expect(await send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: GS_ID } });
  const [request] = server.received;
  expect(request).toMatchObject({ method: 'POST', path: '/wa/api/v1/msg', headers: { apikey: selfServe.apiKey } });
  expect(server.received.map(formOf)).toEqual([
    {
      channel: 'whatsapp',
      source: SENDER,
      destination: '919812300001',
      'src.name': 'BlueKite',
      message: '{"type":"text","text":"Hi","previewUrl":true}',
    },
  ]);
});

test.each([
  [400, 'Invalid Destination', { kind: 'recipient_unreachable' }],
  [400, 'Invalid App Details', { kind: 'channel_misconfigured', stops: 'credentials' }],
  [401, 'Authentication Failed', { kind: 'channel_misconfigured', stops: 'credentials' }],
  [429, 'Slow down', { kind: 'throttled', retryAfterMs: 3_000 }],
  [503, 'Oops', { kind: 'outcome_unknown' }],
])('R25: %i with %s is told apart', async (status, message, failure) => {
  const headers = { 'retry-after': '3' };
  server.answer(() => ({ status, headers, body: JSON.stringify({ status: 'error', message }) }));
  expect(await send(TEXT)).toMatchObject({
    ok: false,
    failure: { ...failure, message: expect.stringContaining(message) },
  });
});

describe('R26: choices', () => {
  const buttons = [
    { id: 'deliver_yes', title: 'Yes' },
    { id: 'deliver_no', title: 'No' },
  ];

  test('are quick replies with their ids as postback', async () => {
    const header = { type: 'text', text: 'Delivery' } as const;
    expect(await saidFor({ type: 'buttons', text: 'Today?', buttons, header, footer: 'Blue Kite' })).toEqual({
      type: 'quick_reply',
      msgid: 'msg_1',
      content: { type: 'text', header: 'Delivery', text: 'Today?', caption: 'Blue Kite' },
      options: [
        { type: 'text', title: 'Yes', postbackText: 'deliver_yes' },
        { type: 'text', title: 'No', postbackText: 'deliver_no' },
      ],
    });
  });

  test('may stand below a file', async () => {
    const header = { type: 'document', media: { url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' } } as const;
    expect(await saidFor({ type: 'buttons', text: 'Today?', buttons, header })).toMatchObject({
      content: { type: 'file', url: 'https://cdn.example/a.pdf', filename: 'a.pdf', text: 'Today?' },
    });
  });

  test('are a list where they are one', async () => {
    const rows = [{ id: 'bal', title: 'Balance', description: 'Last 30 days' }];
    const sections = [{ title: 'Accounts', rows }];
    const header = { type: 'text', text: 'Menu' } as const;
    expect(await saidFor({ type: 'list', text: 'Choose', button: 'Open', sections, header })).toEqual({
      type: 'list',
      title: 'Menu',
      body: 'Choose',
      msgid: 'msg_1',
      globalButtons: [{ type: 'text', title: 'Open' }],
      items: [
        {
          title: 'Accounts',
          options: [{ type: 'text', title: 'Balance', description: 'Last 30 days', postbackText: 'bal' }],
        },
      ],
    });
  });
});

test('a list with emoji asks for them to be encoded', async () => {
  const list = (title: string): OutboundContent => ({
    type: 'list',
    text: 'Choose',
    button: 'Open',
    sections: [{ rows: [{ id: 'kite', title }] }],
  });
  expect(formOf(await requestFor(list('Kite 🪁')))).toMatchObject({ encode: 'true' });
  expect(formOf(await requestFor(list('पतंग 2')))).not.toHaveProperty('encode');
});

test.each<[OutboundContent, unknown]>([
  [
    { type: 'image', media: { url: 'https://cdn.example/a.jpg' }, caption: 'A' },
    { type: 'image', originalUrl: 'https://cdn.example/a.jpg', previewUrl: 'https://cdn.example/a.jpg', caption: 'A' },
  ],
  [
    { type: 'document', media: { url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' } },
    { type: 'file', url: 'https://cdn.example/a.pdf', filename: 'a.pdf' },
  ],
  [
    { type: 'sticker', media: { url: 'https://cdn.example/a.webp' } },
    { type: 'sticker', url: 'https://cdn.example/a.webp' },
  ],
  [
    { type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' },
    { type: 'location', longitude: 77.61, latitude: 12.93, name: 'Depot' },
  ],
  [
    { type: 'location_request', text: 'Where?' },
    {
      type: 'location_request_message',
      body: { type: 'text', text: 'Where?' },
      action: { name: 'send_location' },
    },
  ],
])('$type has its own form', async (content, said) => {
  expect(await saidFor(content)).toEqual(said);
});

test('contacts are a message each', async () => {
  const contacts = [{ name: { formatted: 'Olu Banda' } }, { name: { formatted: 'Ira Rao' } }];
  expect(await send({ type: 'contacts', contacts })).toMatchObject({ ok: true });
  expect(server.received.map((request) => JSON.parse(formOf(request).message ?? ''))).toMatchObject([
    { type: 'contact', contact: { name: { formatted_name: 'Olu Banda' } } },
    { type: 'contact', contact: { name: { formatted_name: 'Ira Rao' } } },
  ]);
});

describe('R27: a template', () => {
  const content: OutboundContent = {
    type: 'template',
    name: 'parcel_update',
    language: 'en',
    header: { type: 'document', media: { url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' } },
    body: ['Asha', { type: 'text', text: 'A-77' }],
    buttons: [
      { index: 0, type: 'quick_reply', payload: 'track_a77' },
      { index: 1, type: 'url', text: 'A-77' },
    ],
  };
  const template = templateOf({ providerId: '0f1e0000-1111-4222-8333-444455556666' });

  test('goes by id with values in order, its file and its postbacks', async () => {
    const request = await requestFor(content, { template });
    expect(request.path).toBe('/wa/api/v1/template/msg');
    expect(formOf(request)).toMatchObject({
      'src.name': 'BlueKite',
      template: '{"id":"0f1e0000-1111-4222-8333-444455556666","params":["Asha","A-77","A-77"]}',
      message: '{"type":"document","document":{"link":"https://cdn.example/a.pdf","filename":"a.pdf"}}',
      postbackTexts: '[{"index":0,"text":"track_a77"}]',
    });
  });

  test('shows an amount as the text that goes with it, and is refused without one', async () => {
    const amount = { type: 'currency', currency: { fallbackValue: '3.00 INR', code: 'INR', amount1000: 3_000 } };
    const priced = (value: typeof amount | { type: string }): OutboundContent => ({
      type: 'template',
      name: 'parcel_update',
      language: 'en',
      body: ['Asha', value],
    });
    const form = formOf(await requestFor(priced(amount), { template }));
    expect(JSON.parse(form.template ?? '')).toMatchObject({ params: ['Asha', '3.00 INR'] });
    expect(await send(priced({ type: 'currency' }), { template })).toMatchObject({
      failure: { kind: 'message_invalid' },
    });
  });

  test('without media or payloads has neither', async () => {
    const plain: OutboundContent = { type: 'template', name: 'parcel_update', language: 'en', body: ['Asha', 'A-77'] };
    const form = formOf(await requestFor(plain, { template }));
    expect(form).not.toHaveProperty('message');
    expect(form).not.toHaveProperty('postbackTexts');
  });

  test('whose id is not known is refused', async () => {
    expect(await send(content)).toMatchObject({
      failure: { kind: 'message_invalid', message: expect.stringContaining('read the templates first') },
    });
  });
});

describe('the pass-through of the Cloud API', () => {
  const bodyOf = async (content: OutboundContent, more: Partial<OutboundMessage> = {}) => {
    const request = await requestFor(content, more);
    expect(request).toMatchObject({
      path: `/partner/app/${selfServe.appId}/v3/message`,
      headers: { authorization: selfServe.appToken, 'content-type': 'application/json' },
    });
    return JSON.parse(request.body) as unknown;
  };

  test('R31: carries orders', async () => {
    expect(await bodyOf(COMMERCE.order_status)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '919812300001',
      type: 'interactive',
      interactive: {
        type: 'order_status',
        body: { text: 'On its way' },
        action: {
          name: 'review_order',
          parameters: { reference_id: 'R-118', order: { status: 'shipped', description: 'By bicycle' } },
        },
      },
      biz_opaque_callback_data: 'att_1',
    });
  });

  test('carries messages to people without a phone number, quotes and all', async () => {
    const recipient = [{ kind: 'user_id', value: 'IN.abc1', matchKey: 'IN.abc1' }] as const;
    const replyToProviderId = 'wamid.IN1' as ProviderMessageId;
    expect(await bodyOf({ type: 'text', text: 'Hi' }, { recipient, replyToProviderId })).toMatchObject({
      recipient: 'IN.abc1',
      text: { body: 'Hi' },
      context: { message_id: 'wamid.IN1' },
    });
  });

  test('carries raw payloads of that form, to nobody else', async () => {
    const payload = { messaging_product: 'whatsapp', type: 'text', text: { body: 'Hi' }, to: '919899999999' };
    expect(await bodyOf({ type: 'raw', provider: 'gupshup', payload })).toMatchObject({ to: '919812300001' });
  });

  test('is not there without a partner', async () => {
    const settings = { appToken: '', appId: '' };
    expect(await send(COMMERCE.order_details, {}, { settings })).toMatchObject({
      failure: { kind: 'message_invalid', message: expect.stringContaining('app ID') },
    });
    expect(server.received).toEqual([]);
  });

  test('is used with a token that the partner’s sign-in gave, which is remembered', async () => {
    server.answer(({ path }) => {
      if (path === '/partner/account/login') return { body: '{"token":"partner-token-1"}' };
      if (path.endsWith('/token')) return { body: '{"token":{"token":"fresh-app-token-1"}}' };
      return { body: CLOUD_ACCEPTED };
    });
    const settings = { appToken: '', partnerEmail: 'ops@example.com', partnerPassword: 'partner-password-1' };
    const memo = memoryMemo();
    expect(await send(COMMERCE.order_status, {}, { settings, memo })).toMatchObject({ ok: true });
    expect(await send(COMMERCE.order_status, {}, { settings, memo })).toMatchObject({ ok: true });
    const app = `/partner/app/${selfServe.appId}`;
    expect(server.received.map(({ path }) => path)).toEqual([
      '/partner/account/login',
      `${app}/token`,
      `${app}/v3/message`,
      `${app}/v3/message`,
    ]);
    expect(server.received[1]?.headers.token).toBe('partner-token-1');
    expect(server.received[3]?.headers.authorization).toBe('fresh-app-token-1');
  });

  test('signs in again where a remembered token was taken back', async () => {
    let app = 0;
    server.answer(({ path, headers }) => {
      if (path === '/partner/account/login') return { body: '{"token":"partner-token-1"}' };
      if (path.endsWith('/token')) {
        app += 1;
        return { body: `{"token":{"token":"fresh-app-token-${app}"}}` };
      }
      return headers.authorization === `fresh-app-token-${app}`
        ? { body: CLOUD_ACCEPTED }
        : { status: 401, body: '{"status":"error","message":"Authentication Failed"}' };
    });
    const settings = { appToken: '', partnerEmail: 'ops@example.com', partnerPassword: 'partner-password-1' };
    const memo = memoryMemo();
    await send(COMMERCE.order_status, {}, { settings, memo });
    app += 1;
    expect(await send(COMMERCE.order_status, {}, { settings, memo })).toMatchObject({ ok: true });
    expect(server.received.filter(({ path }) => path.endsWith('/v3/message'))).toHaveLength(3);
  });

  test('R34: repeats no token that it was given on the way', async () => {
    server.answer(({ path }) => {
      if (path === '/partner/account/login') return { body: '{"token":"partner-token-1"}' };
      if (path.endsWith('/token')) return { body: '{"token":{"token":"fresh-app-token-1"}}' };
      return { status: 401, body: '{"status":"error","message":"fresh-app-token-1 is old"}' };
    });
    const settings = { appToken: '', partnerEmail: 'ops@example.com', partnerPassword: 'partner-password-1' };
    const memo = memoryMemo();
    const result = await send(COMMERCE.order_status, {}, { settings, memo });
    expect(result).toMatchObject({ failure: { kind: 'channel_misconfigured' } });
    expect(JSON.stringify(result)).not.toContain('fresh-app-token-1');
    expect(memo.kept.size).toBe(0);
  });
});

test('R31: an order whose sums are wrong is not sent', async () => {
  const { action } = COMMERCE.order_details;
  const wrong = { ...action.parameters, totalAmount: { value: 1, offset: 100 } };
  const content: OutboundContent = { ...COMMERCE.order_details, action: { parameters: wrong } };
  expect(await send(content)).toMatchObject({
    failure: { kind: 'message_invalid', message: expect.stringContaining('totalAmount') },
  });
  expect(server.received).toEqual([]);
});
