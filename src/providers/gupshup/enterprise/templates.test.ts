import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { TemplateDraft } from '../../../domain/template.ts';
import { enterprise } from '../fixtures/connections.ts';
import { formOf, type LocalServer, startServer } from '../fixtures/local-server.ts';
import { gupshup } from '../index.ts';

let server: LocalServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.close());

const signal = new AbortController().signal;

function connect() {
  const host = { fetch, now: () => 0, memo: memoryMemo() };
  return gupshup.connect({ ...enterprise, apiBaseUrl: server.url }, host);
}

const templates = () => connect().templates ?? expect.fail('no templates');

function rowOf(id: number, more: Record<string, unknown> = {}) {
  return {
    id,
    name: `parcel_${id}`,
    category: 'UTILITY',
    language: 'en',
    type: 'TEXT',
    body: 'Hello {{1}}, parcel {{2}} arrives today.',
    header: '',
    footer: 'Blue Kite',
    button_type: 'NONE',
    quality_score: 'UNKNOWN',
    status: 'ENABLED',
    buttons: [],
    ...more,
  };
}

describe('R21: the list', () => {
  test('goes on until all are read', async () => {
    const all = Array.from({ length: 53 }, (_, index) => rowOf(index + 1));
    server.answer((request) => {
      const { limit = '', offset = '' } = formOf(request);
      const data = all.slice(Number(offset), Number(offset) + Number(limit));
      return { body: JSON.stringify({ data, meta: { total: all.length } }) };
    });
    const first = await templates().list({ account: 'x', signal });
    expect(first).toMatchObject({ ok: true, value: { next: '50' } });
    const second = await templates().list({ account: 'x', after: '50', signal });
    expect(second.ok && second.value.templates.map(({ name }) => name)).toEqual([
      'parcel_51',
      'parcel_52',
      'parcel_53',
    ]);
    expect(second.ok && second.value.next).toBeUndefined();
    expect(server.received.map(formOf)).toMatchObject([
      { method: 'get_whatsapp_hsm', userid: '2000900002', offset: '0', limit: '50', fields: '["buttons"]' },
      { offset: '50' },
    ]);
  });

  test('says of the enabled ones only that they can be sent', async () => {
    const data = [rowOf(1), rowOf(2, { status: 'rejected' }), rowOf(3, { status: 'DISABLED' }), { id: 4 }];
    server.answer(() => ({ body: JSON.stringify({ data, meta: { total: 4 } }) }));
    const listed = await templates().list({ account: 'x', signal });
    expect(listed.ok && listed.value.templates.map(({ status }) => status)).toEqual([
      'approved',
      'rejected',
      'disabled',
    ]);
  });

  test('tells what a template is made of', async () => {
    const buttons = [{ type: 'URL', text: 'Track', url: 'https://kite.example/{{1}}' }];
    const data = [rowOf(1, { header: 'Hi {{1}}', buttons }), rowOf(2, { type: 'IMAGE' })];
    server.answer(() => ({ body: JSON.stringify({ data, meta: { total: 2 } }) }));
    const listed = await templates().list({ account: 'x', signal });
    expect(listed.ok && listed.value.templates).toMatchObject([
      {
        providerId: '1',
        category: 'utility',
        header: { format: 'text', text: 'Hi {{1}}', variables: ['1'] },
        body: { variables: ['1', '2'] },
        footer: 'Blue Kite',
        buttons: [{ type: 'url', text: 'Track', needsParameter: true }],
      },
      { header: { format: 'image' } },
    ]);
  });

  test('says why it cannot be read', async () => {
    server.answer(() => ({ body: '{"status":"error","id":"401","details":"Authentication failed"}' }));
    expect(await templates().list({ account: 'x', signal })).toMatchObject({
      ok: false,
      trouble: {
        kind: 'misconfigured',
        stops: 'credentials',
        message: expect.stringContaining('Authentication failed'),
      },
    });
  });
});

describe('R22: a new template', () => {
  const draft: TemplateDraft = {
    name: 'parcel_update',
    language: 'en',
    category: 'utility',
    parameterFormat: 'positional',
    header: { format: 'text', text: 'Parcel {{1}}', examples: { '1': 'A-77' } },
    body: { text: 'Hello {{1}}, {{2}} is here.', examples: { '1': 'Asha', '2': 'A-77' } },
    footer: 'Blue Kite',
    buttons: [
      { type: 'quick_reply', text: 'Thanks' },
      { type: 'url', text: 'Track', url: 'https://kite.example/{{1}}', example: 'https://kite.example/A-77' },
      { type: 'phone_number', text: 'Call', phoneNumber: '+919800000010' },
    ],
  };
  const create = (changed: Partial<TemplateDraft> = {}) =>
    templates().create({ account: 'x', draft: { ...draft, ...changed }, signal });

  test('goes as a multipart form whose lists are JSON', async () => {
    server.answer(() => ({ body: '{"status":"success","details":[{"id":7710001,"name":"parcel_update"}]}' }));
    expect(await create()).toEqual({
      ok: true,
      value: { providerId: '7710001', status: 'pending', category: 'utility' },
    });
    const [request] = server.received;
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data/);
    for (const [name, value] of Object.entries({
      method: 'create_whatsapp_hsm',
      userid: '2000900002',
      template_name: 'parcel_update',
      category: 'UTILITY',
      template: 'Hello {{1}}, {{2}} is here.',
      template_variable_examples: '["Asha","A-77"]',
      header: 'Parcel {{1}}',
      header_examples: '["A-77"]',
      footer: 'Blue Kite',
      quick_reply_buttons: '["Thanks"]',
      call_to_action_buttons:
        '[{"text":"Track","type":"url","urlType":"dynamic","url":"https://kite.example/{{1}}","example":["https://kite.example/A-77"]},{"text":"Call","type":"phone_number","phone_number":"+919800000010"}]',
      quickReplyFirst: 'true',
    })) {
      expect(request?.body, name).toContain(`name="${name}"\r\n\r\n${value}\r\n`);
    }
  });

  test('brings the example of its header as a file', async () => {
    server.answer(({ path }) => ({ body: path === '/a.png' ? 'PNG' : '{"status":"success","details":[{}]}' }));
    expect(await create({ header: { format: 'image', exampleUrl: `${server.url}/a.png` } })).toMatchObject({
      ok: true,
    });
    const form = server.received[1]?.body;
    expect(form).toContain('name="header_examples"; filename="a.png"');
    expect(form).toContain('name="type_category"\r\n\r\nMEDIA');
  });

  test('that is refused says why', async () => {
    server.answer(() => ({ body: '{"status":"error","id":"401","details":"Authentication failed"}' }));
    expect(await create()).toMatchObject({ ok: false, trouble: { kind: 'misconfigured', code: '401' } });
  });

  test.each<[string, Partial<TemplateDraft>]>([
    ['components', { components: [] }],
    ['named variables', { parameterFormat: 'named' }],
    ['other buttons', { buttons: [{ type: 'flow', text: 'Start' }] }],
  ])('with %s is refused here', async (_what, changed) => {
    expect(await create(changed)).toMatchObject({ ok: false, trouble: { kind: 'invalid' } });
    expect(server.received).toEqual([]);
  });
});

test('a template cannot be deleted from here', async () => {
  expect(await templates().delete({ account: 'x', name: 'a', signal })).toMatchObject({ trouble: { kind: 'invalid' } });
});

describe('the doctor', () => {
  const check = () =>
    connect().account?.check({
      senderPhoneNumber: '919800000010',
      senderFields: {},
      callbackUrl: 'https://gateway.example/webhooks/x',
      repair: false,
      signal,
    });

  test('tries the credentials and tells the callback URL', async () => {
    server.answer(() => ({ body: '{"data":[],"meta":{"total":0}}' }));
    expect(await check()).toMatchObject([
      { name: 'token', ok: true, message: expect.stringContaining('2000900002') },
      { name: 'callback', ok: true, message: expect.stringContaining('https://gateway.example/webhooks/x') },
    ]);
  });

  test('stops at a wrong password', async () => {
    server.answer(() => ({ body: '{"response":{"id":"102","details":"No.","status":"error"}}' }));
    expect(await check()).toMatchObject([{ name: 'token', ok: false, hint: expect.stringContaining('password') }]);
  });
});
