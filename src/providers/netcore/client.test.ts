import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, type Received, type Reply, startLocalServer } from '../../../test/support/local-server.ts';
import { memoryMemo } from '../../../test/support/memo.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { ATTEMPT, connection, messageOf, RECIPIENT, SENDER } from './fixtures/connections.ts';
import { outbound } from './fixtures/outbound.ts';
import { NC_ID } from './fixtures/webhooks.ts';
import { netcore } from './index.ts';

const ACCEPTED: Reply = { body: { status: 'success', message: 'Received.', data: { id: NC_ID } } };
const OPTED_IN: Reply = { body: { status: 'success', message: 'Optin successfully added.' } };
const refused = (code: string, message = 'No.'): Reply => ({ body: { status: 'failure', error: { code, message } } });

const { signal } = new AbortController();
let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer();
  server.answer(() => ACCEPTED);
});
afterEach(() => server.close());

function connect(settings: FieldValues = {}) {
  const host = { fetch, now: () => 0, memo: memoryMemo() };
  return netcore.connect({ ...connection, apiBaseUrl: server.url, ...settings }, host);
}

const send = (settings?: FieldValues, more = {}) => connect(settings).send(messageOf(outbound.text, more));

function bodyOf(received: Received | undefined): unknown {
  return JSON.parse(received?.body ?? 'null');
}

describe('R1: a send', () => {
  test('posts JSON with one message and the key', async () => {
    expect(await send()).toMatchObject({ ok: true, receipt: { providerMessageId: NC_ID } });
    const [request] = server.received;
    expect(request).toMatchObject({
      method: 'POST',
      headers: { authorization: `Bearer ${connection.apiKey}`, 'content-type': 'application/json' },
    });
    expect(bodyOf(request)).toMatchObject({ message: [{ recipient_whatsapp: RECIPIENT, 'x-apiheader': ATTEMPT }] });
    expect((bodyOf(request) as { message: unknown[] }).message).toHaveLength(1);
  });

  test('has the word before the key once, though it was pasted along', async () => {
    await send({ apiKey: `Bearer ${connection.apiKey}` });
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${connection.apiKey}`);
  });
});

describe('R20: addresses', () => {
  test.each([
    ['the documented path', {}, '/api/v2/message/nc'],
    ['the fast lane', { sendPath: 'message/nc/priority' }, '/api/v2/message/nc/priority'],
    ['an older path with its slash', { sendPath: '/message/' }, '/api/v2/message/'],
  ])('%s', async (_what, settings, path) => {
    await send(settings);
    expect(server.received[0]?.path).toBe(path);
  });

  test('may begin with a prefix, and may name the version already', async () => {
    await send({ apiBaseUrl: `${server.url}/proxy/` });
    await send({ apiBaseUrl: `${server.url}/api/v2` });
    expect(server.received.map(({ path }) => path)).toEqual(['/proxy/api/v2/message/nc', '/api/v2/message/nc']);
  });

  test('are Netcore’s own by default', async () => {
    const urls: string[] = [];
    const spy = async (input: string | URL | Request) => {
      urls.push(String(input));
      return new Response('{}');
    };
    const host = { fetch: spy, now: () => 0, memo: memoryMemo() };
    await netcore.connect({ apiKey: connection.apiKey }, host).send(messageOf(outbound.text));
    expect(urls).toEqual(['https://cpaaswa.netcorecloud.net/api/v2/message/nc']);
  });
});

describe('R19: keys per number', () => {
  const senderFields = { senderApiKey: 'sender-key-sentinel-0002' };

  test('go before the key of the connection', async () => {
    await send({}, { senderFields });
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${senderFields.senderApiKey}`);
  });

  test('R22: are taken out of what comes back', async () => {
    server.answer(() => refused('8006', `not ${senderFields.senderApiKey}, not ${connection.apiKey}`));
    const told = JSON.stringify(await send({}, { senderFields }));
    expect(told).toContain('[secret]');
    expect(told).not.toContain(senderFields.senderApiKey);
    expect(told).not.toContain(connection.apiKey);
  });
});

test('R8: Access Denied stops the connection with a sentence that says what to do', async () => {
  server.answer(() => ({
    status: 403,
    body: { status: 'failure', error: { code: '8004', message: 'Access Denied' } },
  }));
  expect(await send({ autoOptIn: 'on' })).toMatchObject({
    ok: false,
    failure: {
      kind: 'channel_misconfigured',
      stops: 'credentials',
      message: expect.stringMatching(/Access Denied.*key of this number/),
    },
  });
  expect(server.received).toHaveLength(1);
});

describe('R9: who has not opted in', () => {
  const isConsent = ({ path }: Received) => path.includes('/consent/');
  const optIn = { autoOptIn: 'on', optInSource: 'WEB' };

  test('is told as such where the operator did not ask for more', async () => {
    server.answer(() => refused('8002'));
    expect(await send()).toMatchObject({
      failure: { kind: 'rejected', code: '8002', message: expect.stringContaining('not opted in') },
    });
    expect(server.received).toHaveLength(1);
  });

  test('is opted in and written to once more', async () => {
    let optedIn = false;
    server.answer((request) => {
      if (!isConsent(request)) return optedIn ? ACCEPTED : refused('8002');
      optedIn = true;
      return OPTED_IN;
    });
    expect(await send(optIn)).toMatchObject({ ok: true, receipt: { providerMessageId: NC_ID } });
    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/v2/message/nc',
      '/api/v2/consent/manage/',
      '/api/v2/message/nc',
    ]);
    expect(bodyOf(server.received[1])).toEqual({
      type: 'optin',
      recipients: [{ recipient: RECIPIENT, source: 'WEB' }],
    });
    expect(server.received[2]?.body).toBe(server.received[0]?.body);
  });

  test('is not opted in twice', async () => {
    server.answer((request) => (isConsent(request) ? OPTED_IN : refused('8002')));
    expect(await send(optIn)).toMatchObject({ failure: { kind: 'rejected' } });
    expect(server.received.filter(isConsent)).toHaveLength(1);
    expect(server.received).toHaveLength(3);
  });

  test('is not written to again if the opt-in is refused', async () => {
    server.answer((request) => (isConsent(request) ? refused('8006', 'source too long') : refused('8002')));
    expect(await send(optIn)).toMatchObject({
      failure: { kind: 'rejected', message: expect.stringContaining('source too long') },
    });
    expect(server.received).toHaveLength(2);
  });
});

describe('R9: an opt-in that may still succeed leaves the message to be tried again', () => {
  const isConsent = ({ path }: Received) => path.includes('/consent/');

  test.each<[string, Reply, object]>([
    ['after a failing server', { status: 503, body: 'Oops' }, { kind: 'provider_unavailable' }],
    ['after too many requests', { status: 429, body: {} }, { kind: 'throttled' }],
    ['after a technical error', refused('8005', 'Optin update failed'), { kind: 'provider_unavailable' }],
    ['with the right key', refused('8004'), { kind: 'channel_misconfigured', stops: 'credentials' }],
  ])('%s', async (_when, answer, failure) => {
    server.answer((request) => (isConsent(request) ? answer : refused('8002')));
    expect(await send({ autoOptIn: 'on' })).toMatchObject({
      failure: { ...failure, message: expect.stringContaining('not opted in') },
    });
    expect(server.received).toHaveLength(2);
  });
});

test('R7: a file whose host denies access is the message’s trouble, not the key’s', async () => {
  server.answer(() => refused('8008', 'Media download: Access Denied'));
  expect(await send()).toMatchObject({ failure: { kind: 'message_invalid', code: '8008' } });
});

describe('R10: consent', () => {
  const set = (consent: 'opt_in' | 'opt_out', phoneNumbers = [RECIPIENT]) =>
    connect().consent?.set({ phoneNumbers, consent, senderFields: {}, signal });

  test('is set for many at once, with a source', async () => {
    server.answer(() => OPTED_IN);
    expect(await set('opt_out', [RECIPIENT, SENDER])).toEqual({ ok: true, value: null });
    expect(bodyOf(server.received[0])).toEqual({
      type: 'optout',
      recipients: [
        { recipient: RECIPIENT, source: 'API' },
        { recipient: SENDER, source: 'API' },
      ],
    });
  });

  test('that is there already is no trouble', async () => {
    server.answer(() => refused('8005', 'Contact already opted in'));
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
  });

  test('that could not be noted is told', async () => {
    server.answer(() => refused('8005', 'Optin update failed'));
    expect(await set('opt_in')).toMatchObject({ ok: false, trouble: { kind: 'unavailable', code: '8005' } });
    server.answer(() => refused('8006', 'No source'));
    expect(await set('opt_in')).toMatchObject({ ok: false, trouble: { kind: 'invalid', code: '8006' } });
  });
});

describe('R15: a received file', () => {
  const open = (senderFields: FieldValues = {}, providerMediaId = 'b6a1/c0de') =>
    connect().media?.open({ providerMediaId, senderFields, signal });

  test('is fetched by its id with the key of the number', async () => {
    server.answer(() => ({ headers: { 'content-type': 'image/jpeg' }, body: 'JPEG' }));
    const opened = await open({ senderApiKey: 'sender-key-sentinel-0002' });
    expect(opened).toMatchObject({ ok: true, value: { mimeType: 'image/jpeg' } });
    expect(opened?.ok && (await new Response(opened.value.body).text())).toBe('JPEG');
    expect(server.received).toMatchObject([
      { path: '/api/v2/media/b6a1%2Fc0de', headers: { authorization: 'Bearer sender-key-sentinel-0002' } },
    ]);
  });

  test.each([
    [403, 'misconfigured'],
    [404, 'not_found'],
    [429, 'throttled'],
    [500, 'unavailable'],
  ])('that is answered with %i is %s', async (status, kind) => {
    server.answer(() => ({ status, body: '' }));
    expect(await open()).toMatchObject({ ok: false, trouble: { kind } });
  });

  test('is not followed to another host with the key', async () => {
    const other = await startLocalServer();
    server.answer(() => ({ status: 302, headers: { location: `${other.url}/file` }, body: '' }));
    expect(await open()).toMatchObject({ ok: false, trouble: { kind: 'misconfigured' } });
    expect(other.received).toEqual([]);
    await other.close();
  });

  test('may have 100 MB', () => {
    expect(connect().media?.maxReceivedBytes).toBe(100 * 1_024 * 1_024);
  });
});

describe('the doctor', () => {
  const check = () =>
    connect().account?.check({
      senderPhoneNumber: SENDER,
      senderFields: {},
      callbackUrl: 'https://gateway.example/webhooks/x',
      repair: false,
      signal,
    });

  test.each([
    ['a success', { body: { status: 'success', data: { template_status: 'APPROVED' } } }],
    ['an error about the template', refused('8006', 'No such template')],
    ['the same with 400', { ...refused('8006'), status: 400 }],
  ])('takes %s for a good key, and says where webhooks must go', async (_what, reply) => {
    server.answer(() => reply);
    const checks = await check();
    expect(checks?.map(({ name, ok }) => [name, ok])).toEqual([
      ['token', true],
      ['sender_id', true],
      ['callback', true],
    ]);
    expect(checks?.at(-1)?.message).toContain('https://gateway.example/webhooks/x');
  });

  test.each([
    ['a refused key', refused('8004', 'Access Denied')],
    ['a wrong path', { status: 404, body: '<h1>Not found' }],
  ])('stops at %s', async (_what, reply) => {
    server.answer(() => reply);
    expect(await check()).toMatchObject([{ name: 'token', ok: false, hint: expect.stringMatching(/./) }]);
  });
});
