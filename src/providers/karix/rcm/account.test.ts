import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LocalServer, startLocalServer } from '../../../../test/support/local-server.ts';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { FieldValues } from '../../../domain/settings.ts';
import type { TemplateDraft } from '../../../domain/template.ts';
import { RECIPIENT, rcm, SENDER } from '../fixtures/connections.ts';
import { SHA256 } from '../fixtures/rcm.ts';
import { karix } from '../index.ts';

const { signal } = new AbortController();
let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer();
});
afterEach(() => server.close());

function connect(settings: FieldValues = {}) {
  const here = { apiBaseUrl: server.url, templateUrl: `${server.url}/templates`, optInUrl: `${server.url}/optin` };
  return karix.connect({ ...rcm, ...here, ...settings }, { fetch, now: () => 0, memo: memoryMemo() });
}

const bodyOf = (index: number) => JSON.parse(server.received[index]?.body ?? 'null');

describe('R13: a received file', () => {
  const open = (url: string | undefined, settings: FieldValues = {}, providerMediaId = `sha256:${SHA256}`) =>
    connect(settings).media?.open({ providerMediaId, senderFields: {}, signal, ...(url !== undefined && { url }) });

  test('is fetched with the key and its checksum', async () => {
    server.answer(() => ({ headers: { 'content-type': 'image/jpeg' }, body: 'JPEG' }));
    const opened = await open(`${server.url}/files/a?x=1`);
    expect(opened).toMatchObject({ ok: true, value: { mimeType: 'image/jpeg' } });
    expect(opened?.ok && (await new Response(opened.value.body).text())).toBe('JPEG');
    expect(server.received).toMatchObject([
      { path: '/files/a?x=1', headers: { authentication: `Bearer ${rcm.accountKey}`, sha256: SHA256 } },
    ]);
  });

  test('without a checksum is fetched without one', async () => {
    await open(`${server.url}/files/a`, {}, 'hash');
    expect(server.received[0]?.headers).not.toHaveProperty('sha256');
  });

  test('is fetched from hosts on the list only, and no redirect leads elsewhere', async () => {
    const other = await startLocalServer();
    const { host } = new URL(other.url);
    expect(await open(`${other.url}/a`)).toMatchObject({
      trouble: { kind: 'misconfigured', message: expect.stringMatching(/hosts of files/) },
    });
    server.answer(() => ({ status: 302, headers: { location: `${other.url}/a` }, body: '' }));
    expect(await open(`${server.url}/a`)).toMatchObject({ trouble: { kind: 'misconfigured' } });
    expect(other.received).toEqual([]);
    expect(await open(`${other.url}/a`, { mediaHosts: host })).toMatchObject({ ok: true });
    expect(other.received).toHaveLength(1);
    await other.close();
  });

  test.each(['http://media.instaalerts.zone/a', 'https://instaalerts.zone.example/a', 'ftp://media.karix.io/a', 'x'])(
    'is not fetched from %s',
    async (url) => {
      expect(await open(url)).toMatchObject({ ok: false, trouble: { kind: 'misconfigured' } });
    },
  );

  test('that is gone is not there, and neither is one without an address', async () => {
    server.answer(() => ({ status: 404, body: '' }));
    expect(await open(`${server.url}/a`)).toMatchObject({ trouble: { kind: 'not_found' } });
    expect(await open(undefined)).toMatchObject({ trouble: { kind: 'not_found' } });
  });

  test('may have 100 MB', () => {
    expect(connect().media?.maxReceivedBytes).toBe(100 * 1_024 * 1_024);
  });
});

describe('R17: templates', () => {
  const draft: TemplateDraft = {
    name: 'parcel_update',
    language: 'en',
    category: 'utility',
    parameterFormat: 'positional',
    header: { format: 'text', text: 'For {{1}}', examples: { 1: 'Asha' } },
    body: { text: 'Parcel {{1}} comes {{2}}.', examples: { 1: 'A-77', 2: 'today' } },
    footer: 'Blue Kite',
    buttons: [{ type: 'url', text: 'Track', url: 'https://track.example/{{1}}', example: 'https://track.example/7' }],
  };
  const create = (more: Partial<TemplateDraft> = {}) =>
    connect().templates?.create({ account: '', draft: { ...draft, ...more }, signal });

  test('are made at the operator’s address, with WhatsApp’s components', async () => {
    server.answer(() => ({ body: { id: 771, status: 'PENDING' } }));
    expect(await create()).toEqual({ ok: true, value: { providerId: '771', status: 'pending', category: 'utility' } });
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/templates', headers: { authentication: `Bearer ${rcm.accountKey}` } },
    ]);
    expect(bodyOf(0)).toEqual({
      template_name: 'parcel_update',
      language: 'en',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'For {{1}}', example: { header_text: ['Asha'] } },
        { type: 'BODY', text: 'Parcel {{1}} comes {{2}}.', example: { body_text: [['A-77', 'today']] } },
        { type: 'FOOTER', text: 'Blue Kite' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Track', url: 'https://track.example/{{1}}', example: ['https://track.example/7'] },
          ],
        },
      ],
    });
  });

  test('of components of the operator’s own go as they are', async () => {
    await create({ components: [{ type: 'BODY', text: 'Hi' }] });
    expect(bodyOf(0).components).toEqual([{ type: 'BODY', text: 'Hi' }]);
  });

  test('that Karix refuses say why', async () => {
    server.answer(() => ({ body: { errorCode: 'T-1', errorMessage: 'Name is taken' } }));
    expect(await create()).toMatchObject({ ok: false, trouble: { message: expect.stringContaining('Name is taken') } });
  });

  test.each([
    ['named variables', { parameterFormat: 'named' } as const],
    ['a file without a handle', { header: { format: 'image', exampleUrl: 'https://cdn.example/a.jpg' } } as const],
  ])('cannot have %s', async (_what, more) => {
    expect(await create(more)).toMatchObject({ ok: false, trouble: { kind: 'invalid' } });
    expect(server.received).toEqual([]);
  });

  test('can be neither listed nor deleted', async () => {
    const { templates } = connect();
    expect(await templates?.list({ account: '', signal })).toMatchObject({ trouble: { kind: 'invalid' } });
    expect(await templates?.delete({ account: '', name: 'x', signal })).toMatchObject({ trouble: { kind: 'invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('R17: consent', () => {
  const set = (consent: 'opt_in' | 'opt_out', senderFields: FieldValues = { optInId: SENDER }) =>
    connect().consent?.set({ phoneNumbers: [RECIPIENT, SENDER], consent, senderFields, signal });

  test('is noted for each number', async () => {
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
    expect(server.received.map(({ path }) => path)).toEqual(['/optin', '/optin']);
    expect(bodyOf(0)).toEqual({ action: 'optin', mobile: RECIPIENT, pin: rcm.accountKey, optinid: SENDER });
  });

  test('that is there already is no trouble, and another refusal is', async () => {
    server.answer(() => ({ status: 400, body: { statusCode: '400', statusDesc: 'Already opted in' } }));
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
    server.answer(() => ({ status: 400, body: { statusCode: '400', statusDesc: `No ${rcm.accountKey}` } }));
    const told = await set('opt_in');
    expect(told).toMatchObject({ ok: false, trouble: { kind: 'invalid' } });
    expect(JSON.stringify(told)).not.toContain(rcm.accountKey);
  });

  test.each([
    { errorMessage: 'Invalid pin' },
    { errorCode: 17 },
    { error: { message: 'Unknown optinid' } },
    { statusCode: 400, statusDesc: 'No' },
  ])('that is refused with HTTP 200 is no success: %o', async (body) => {
    server.answer(() => ({ status: 200, body }));
    expect(await set('opt_in')).toMatchObject({ ok: false });
  });

  test('needs the ID of the sender, and cannot be withdrawn here', async () => {
    expect(await set('opt_in', {})).toMatchObject({ trouble: { kind: 'invalid' } });
    expect(await set('opt_out')).toMatchObject({ trouble: { kind: 'invalid' } });
    expect(server.received).toEqual([]);
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

  test('takes the refusal of an empty message for a good key', async () => {
    server.answer(() => ({ status: 400, body: { statusCode: '400', statusDesc: 'Invalid metaData' } }));
    expect((await check())?.map(({ name, ok }) => [name, ok])).toEqual([
      ['token', true],
      ['sender_id', true],
      ['callback', true],
    ]);
    expect(bodyOf(0)).toEqual({});
  });

  test.each([
    ['a refused key', { status: 401, body: { statusCode: '401', statusDesc: 'Unauthorized' } }],
    ['a server that fails', { status: 500, body: { statusCode: '500', statusDesc: 'Oops' } }],
    ['a page', { status: 400, body: '<h1>Bad' }],
  ])('stops at %s', async (_what, reply) => {
    server.answer(() => reply);
    expect(await check()).toMatchObject([{ name: 'token', ok: false, hint: expect.stringMatching(/./) }]);
  });
});
