import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { TemplateDraft } from '../../../domain/template.ts';
import { selfServe } from '../fixtures/connections.ts';
import { formOf, type LocalServer, startServer } from '../fixtures/local-server.ts';
import { gupshup } from '../index.ts';

const APP = `/partner/app/${selfServe.appId}`;
const signal = new AbortController().signal;
let server: LocalServer;

beforeEach(async () => {
  server = await startServer();
  server.answer(({ path }) => ({
    body: path.endsWith('/wallet/balance')
      ? '{"status":"success","walletResponse":{"currency":"USD","currentBalance":42.5,"overDraftLimit":0}}'
      : '{"status":"success","templates":[]}',
  }));
});

afterEach(() => server.close());

function connect(settings = {}) {
  const host = { fetch, now: () => 0, memo: memoryMemo() };
  return gupshup.connect({ ...selfServe, apiBaseUrl: server.url, ...settings }, host);
}

describe('templates', () => {
  const templates = (settings = {}) => connect(settings).templates ?? expect.fail('no templates');

  test('are listed with the API key, by their parts', async () => {
    const template = {
      id: '0f1e0000-1111-4222-8333-444455556666',
      elementName: 'parcel_update',
      category: 'UTILITY',
      languageCode: 'en',
      templateType: 'TEXT',
      data: 'Hello {{1}}\nBlue Kite',
      status: 'APPROVED',
      quality: 'GREEN',
      containerMeta: JSON.stringify({
        data: 'Hello {{1}}',
        footer: 'Blue Kite',
        buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }],
      }),
    };
    const broken = { ...template, templateType: 'IMAGE', containerMeta: '{' };
    server.answer(() => ({ body: JSON.stringify({ status: 'success', templates: [template, broken, {}] }) }));
    const listed = await templates().list({ account: 'x', signal });
    expect(server.received).toMatchObject([
      { path: '/wa/api/v1/template/list/BlueKite', headers: { apikey: selfServe.apiKey } },
    ]);
    expect(listed.ok && listed.value.templates).toMatchObject([
      {
        providerId: template.id,
        name: 'parcel_update',
        status: 'approved',
        quality: 'green',
        body: { text: 'Hello {{1}}', variables: ['1'] },
        footer: 'Blue Kite',
        buttons: [{ type: 'quick_reply', text: 'Thanks' }],
      },
      { header: { format: 'image' }, body: { text: 'Hello {{1}}\nBlue Kite' } },
    ]);
  });

  const draft: TemplateDraft = {
    name: 'parcel_update',
    language: 'en',
    category: 'utility',
    parameterFormat: 'positional',
    body: { text: 'Hello {{1}}', examples: { '1': 'Asha' } },
  };

  test('are made by the partner, with the example of a file uploaded beforehand', async () => {
    server.answer(({ path }) => {
      if (path === '/a.png') return { body: 'PNG', headers: { 'content-type': 'image/png' } };
      if (path.endsWith('/upload/media')) return { body: '{"status":"success","handleId":{"message":"4::abc"}}' };
      return { body: '{"status":"success","template":{"id":"0f1e","status":"PENDING","category":"UTILITY"}}' };
    });
    const header = { format: 'image', exampleUrl: `${server.url}/a.png` } as const;
    expect(await templates().create({ account: 'x', draft: { ...draft, header }, signal })).toEqual({
      ok: true,
      value: { providerId: '0f1e', status: 'pending', category: 'utility' },
    });
    expect(server.received.map(({ path }) => path)).toEqual(['/a.png', `${APP}/upload/media`, `${APP}/templates`]);
    expect(formOf(server.received[2] ?? expect.fail('nothing'))).toMatchObject({
      elementName: 'parcel_update',
      content: 'Hello {{1}}',
      example: 'Hello Asha',
      templateType: 'IMAGE',
      exampleMedia: '4::abc',
    });
  });

  test('are deleted by name', async () => {
    expect(await templates().delete({ account: 'x', name: 'parcel_update', signal })).toEqual({
      ok: true,
      value: null,
    });
    expect(server.received).toMatchObject([{ method: 'DELETE', path: `${APP}/template/parcel_update` }]);
  });

  test('are neither made nor deleted without a partner', async () => {
    const alone = templates({ appId: '', appToken: '' });
    const trouble = { kind: 'invalid', message: expect.stringContaining('partner') };
    expect(await alone.create({ account: 'x', draft, signal })).toMatchObject({ trouble });
    expect(await alone.delete({ account: 'x', name: 'a', signal })).toMatchObject({ trouble });
  });
});

describe('consent', () => {
  const set = () =>
    connect().consent?.set({ phoneNumbers: ['919812300001'], consent: 'opt_in', senderFields: {}, signal });

  test('is told with the API key', async () => {
    expect(await set()).toEqual({ ok: true, value: null });
    expect(server.received.map((request) => [request.path, formOf(request)])).toEqual([
      ['/wa/api/v1/app/opt/in/BlueKite', { user: '919812300001' }],
    ]);
  });

  test('is told below the older path where the newer one has it not', async () => {
    server.answer(({ path }) => (path.startsWith('/sm/') ? { status: 202, body: '' } : { status: 404, body: '' }));
    expect(await set()).toEqual({ ok: true, value: null });
    expect(server.received.map(({ path }) => path)).toEqual([
      '/wa/api/v1/app/opt/in/BlueKite',
      '/sm/api/v1/app/opt/in/BlueKite',
    ]);
  });

  test('is not kept for newer apps', async () => {
    server.answer(() => ({ status: 404, body: '' }));
    expect(await set()).toMatchObject({ trouble: { kind: 'invalid', message: expect.stringContaining('consent') } });
  });
});

describe('the doctor', () => {
  const check = (repair: boolean, settings = {}) =>
    connect(settings).account?.check({
      senderPhoneNumber: '919800000010',
      senderFields: {},
      callbackUrl: 'https://gateway.example/webhooks/x',
      repair,
      signal,
    });

  test('tries the key, then the partner', async () => {
    expect(await check(false)).toMatchObject([
      { name: 'token', ok: true },
      { name: 'wallet', ok: true, message: 'The wallet holds 42.5 USD.' },
      { name: 'callback', ok: true },
    ]);
    expect(await check(false, { appId: '', appToken: '' })).toMatchObject([{ name: 'token' }, { name: 'callback' }]);
  });

  test('subscribes where it is to repair', async () => {
    expect(await check(true)).toMatchObject([{ ok: true }, { ok: true }, { name: 'subscription', ok: true }]);
    expect(formOf(server.received.at(-1) ?? expect.fail('nothing'))).toMatchObject({
      url: 'https://gateway.example/webhooks/x',
      version: '2',
      modes: expect.stringContaining('MESSAGE'),
    });
  });

  test('stops at a wrong key', async () => {
    server.answer(() => ({ status: 401, body: '{"status":"error","message":"Authentication Failed"}' }));
    expect(await check(true)).toMatchObject([{ name: 'token', ok: false, hint: expect.stringContaining('API key') }]);
  });

  test('tells an empty wallet', async () => {
    server.answer(() => ({ body: '{"status":"success","walletResponse":{"currency":"USD","currentBalance":0}}' }));
    expect(await check(false)).toMatchObject([{ ok: true }, { name: 'wallet', ok: false }, {}]);
  });
});
