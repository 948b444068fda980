import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { OutboundContent, TemplateContent } from '../../../domain/content.ts';
import { degrade } from '../../../domain/degrade.ts';
import type { OutboundMessage, SendResult } from '../../../domain/provider.ts';
import { enterprise } from '../fixtures/connections.ts';
import { formOf, type LocalServer, startServer } from '../fixtures/local-server.ts';
import { messageOf, templateOf } from '../fixtures/messages.ts';
import { gupshup } from '../index.ts';

const ID = '4610000000000000123-270000000000000456';
const ACCEPTED = JSON.stringify({ response: { id: ID, phone: '919812300001', details: '', status: 'success' } });

let server: LocalServer;

beforeEach(async () => {
  server = await startServer();
  server.answer(() => ({ body: ACCEPTED }));
});

afterEach(() => server.close());

function connect(more: Record<string, string> = {}) {
  const host = { fetch, now: () => 0, memo: memoryMemo() };
  return gupshup.connect({ ...enterprise, apiBaseUrl: server.url, ...more }, host);
}

function send(content: OutboundContent, more: Partial<OutboundMessage> = {}, settings = {}): Promise<SendResult> {
  return connect(settings).send(messageOf(content, more));
}

/** What went out for a message, form by form. */
async function formsOf(content: OutboundContent, more: Partial<OutboundMessage> = {}, settings = {}) {
  const before = server.received.length;
  const result = await send(content, more, settings);
  if (!result.ok) return expect.fail(result.failure.message);
  return server.received.slice(before).map(formOf);
}

const TEXT: OutboundContent = { type: 'text', text: 'Hello' };

test('R1: a text is posted as a form, and the id of the answer is that of the message', async () => {
  expect(await send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: ID } });
  const [request] = server.received;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/GatewayAPI/rest',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(server.received.map(formOf)).toEqual([
    {
      userid: '2000900001',
      password: enterprise.password,
      auth_scheme: 'plain',
      v: '1.1',
      format: 'json',
      method: 'SendMessage',
      send_to: '919812300001',
      msg: 'Hello',
      msg_type: 'TEXT',
      data_encoding: 'TEXT',
      extra: 'att_1',
    },
  ]);
});

test('words beyond ASCII are marked as Unicode', async () => {
  expect(await formsOf({ type: 'text', text: 'नमस्ते' })).toMatchObject([{ data_encoding: 'Unicode_text', msg: 'नमस्ते' }]);
});

test('R2: an error in an answer of 200 is a failure with its number and reason', async () => {
  const response = {
    id: '105',
    phone: '91',
    details: 'The phone number is not a valid phone number.',
    status: 'error',
  };
  server.answer(() => ({ body: JSON.stringify({ response }) }));
  expect(await send(TEXT)).toMatchObject({
    ok: false,
    failure: {
      kind: 'recipient_unreachable',
      code: '105',
      message: expect.stringContaining('The phone number is not a valid phone number'),
    },
  });
});

describe('R3: an answer in one line means the same', () => {
  test('for success', async () => {
    server.answer(() => ({ body: `success | 919812300001 | ${ID}\n` }));
    expect(await send(TEXT)).toMatchObject({ ok: true, receipt: { providerMessageId: ID } });
  });

  test('for an error', async () => {
    server.answer(() => ({ body: 'error | 102 | Authentication failed due to invalid userId or password.' }));
    expect(await send(TEXT)).toMatchObject({ failure: { code: '102', kind: 'channel_misconfigured' } });
  });
});

test.each(['102', '103'])('R4: %s stops the connection for its credentials', async (id) => {
  server.answer(() => ({ body: JSON.stringify({ response: { id, details: 'No.', status: 'error' } }) }));
  expect(await send(TEXT)).toMatchObject({ failure: { kind: 'channel_misconfigured', stops: 'credentials' } });
});

describe('templates', () => {
  const content: TemplateContent = { type: 'template', name: 'parcel_update', language: 'en', body: ['Asha', 'A-77'] };

  test('R5: go by their text', async () => {
    const [form] = await formsOf(content, { template: templateOf() });
    expect(form).toMatchObject({
      method: 'SendMessage',
      msg_type: 'HSM',
      isHSM: 'true',
      msg: 'Hello Asha, parcel A-77 arrives today.',
    });
    expect(form).not.toHaveProperty('isTemplate');
  });

  test('R5: with header, footer and buttons they are rich', async () => {
    const template = templateOf({
      header: { format: 'text', text: 'Parcel {{1}}', variables: ['1'] },
      footer: 'Blue Kite Couriers',
      buttons: [{ type: 'url', text: 'Track', url: 'https://kite.example/{{1}}', needsParameter: true }],
    });
    const rich: TemplateContent = {
      ...content,
      header: { type: 'text', text: 'A-77' },
      buttons: [{ index: 0, type: 'url', text: 'track/A-77' }],
    };
    expect(await formsOf(rich, { template })).toMatchObject([
      {
        isHSM: 'true',
        isTemplate: 'true',
        header: 'Parcel A-77',
        footer: 'Blue Kite Couriers',
        buttonUrlParam: 'track/A-77',
      },
    ]);
  });

  test('R5: with a file above they go as its caption', async () => {
    const template = templateOf({ header: { format: 'document' }, footer: 'Blue Kite' });
    const media = { url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' };
    expect(await formsOf({ ...content, header: { type: 'document', media } }, { template })).toMatchObject([
      {
        method: 'SendMediaMessage',
        msg_type: 'DOCUMENT',
        media_url: 'https://cdn.example/a.pdf',
        caption: 'Hello Asha, parcel A-77 arrives today.',
        filename: 'a.pdf',
        isHSM: 'true',
        isTemplate: 'true',
        footer: 'Blue Kite',
      },
    ]);
  });

  test('R6: use the second pair of credentials where there is one', async () => {
    expect(await formsOf(content, { template: templateOf() })).toMatchObject([
      { userid: '2000900002', password: enterprise.hsmPassword },
    ]);
    const single = { hsmUserId: '', hsmPassword: '' };
    expect(await formsOf(content, { template: templateOf() }, single)).toMatchObject([{ userid: '2000900001' }]);
  });

  test('go by id and values where the account has that', async () => {
    expect(await formsOf(content, { template: templateOf() }, { templatesBy: 'id' })).toMatchObject([
      { template_id: '7710001', var1: 'Asha', var2: 'A-77', isHSM: 'true' },
    ]);
  });

  test('by id go with the file above them, and with values beyond ASCII marked as such', async () => {
    const media = { url: 'https://cdn.example/a.pdf', fileName: 'a.pdf' };
    const above: TemplateContent = { ...content, header: { type: 'document', media }, body: ['आशा', 'A-77'] };
    expect(await formsOf(above, { template: templateOf() }, { templatesBy: 'id' })).toMatchObject([
      {
        method: 'SendMediaMessage',
        msg_type: 'DOCUMENT',
        media_url: 'https://cdn.example/a.pdf',
        filename: 'a.pdf',
        template_id: '7710001',
        var1: 'आशा',
        var2: 'A-77',
        data_encoding: 'Unicode_text',
      },
    ]);
  });

  test('by id show amounts as the text that goes with them', async () => {
    const amount = { type: 'currency', currency: { fallbackValue: '3.00 INR', code: 'INR', amount1000: 3_000 } };
    const by = { templatesBy: 'id' };
    expect(await formsOf({ ...content, body: [amount, 'A-77'] }, { template: templateOf() }, by)).toMatchObject([
      { var1: '3.00 INR', var2: 'A-77' },
    ]);
    expect(await send({ ...content, body: [{ type: 'currency' }] }, { template: templateOf() }, by)).toMatchObject({
      failure: { kind: 'message_invalid' },
    });
  });

  test.each([
    ['its text is not known', content, undefined, 'read the templates first'],
    ['a value is missing', { ...content, body: ['Asha'] }, templateOf(), '{{2}}'],
    ['its file is missing', content, templateOf({ header: { format: 'image' } }), 'needs a file'],
  ])('are refused when %s', async (_when, asked, template, message) => {
    const result = await send(asked, template === undefined ? {} : { template });
    expect(result).toMatchObject({ failure: { kind: 'message_invalid', message: expect.stringContaining(message) } });
    expect(server.received).toEqual([]);
  });
});

describe('R7: files', () => {
  test('have an empty caption rather than none', async () => {
    expect(await formsOf({ type: 'image', media: { url: 'https://cdn.example/a.jpg' } })).toMatchObject([
      {
        method: 'SendMediaMessage',
        msg_type: 'IMAGE',
        media_url: 'https://cdn.example/a.jpg',
        caption: '',
        isHSM: 'false',
      },
    ]);
  });

  test('that are documents have their name', async () => {
    const media = { url: 'https://cdn.example/a.pdf', fileName: 'bill.pdf' };
    expect(await formsOf({ type: 'document', media, caption: 'May' })).toMatchObject([
      { msg_type: 'DOCUMENT', filename: 'bill.pdf', caption: 'May' },
    ]);
  });

  test('without an address are refused', async () => {
    expect(await send({ type: 'image', media: { id: '88' } })).toMatchObject({ failure: { kind: 'message_invalid' } });
  });
});

describe('R8: choices', () => {
  const choices = (count: number, title = 'Choice') =>
    degrade(
      {
        type: 'buttons',
        text: 'Which?',
        buttons: Array.from({ length: count }, (_, index) => ({ id: `c${index}`, title: `${title} ${index}` })),
      },
      gupshup.capabilities,
    );

  test.each([
    [3, 'dr_button'],
    [4, 'list'],
    [10, 'list'],
  ])('%i go out as %s', async (count, type) => {
    const degraded = choices(count);
    const part = degraded.ok ? degraded.parts[0] : undefined;
    expect(await formsOf(part ?? expect.fail('refused'))).toMatchObject([{ interactive_type: type, msg: 'Which?' }]);
  });

  test('more than ten are numbered', () => {
    expect(choices(11)).toMatchObject({
      ok: true,
      parts: [{ type: 'text', text: expect.stringContaining('11. Choice 10') }],
    });
  });

  test('titles that are too long for a button or a row change the form and lose nothing', () => {
    expect(choices(2, 'Twenty-one characters')).toMatchObject({ parts: [{ type: 'list' }] });
    expect(choices(2, 'More than twenty-four letters')).toMatchObject({ parts: [{ type: 'text' }] });
  });
});

describe('R9: the action is compact JSON', () => {
  test('for buttons', async () => {
    const buttons = [
      { id: 'yes', title: 'Yes' },
      { id: 'no', title: 'No' },
    ];
    const content: OutboundContent = { type: 'buttons', text: 'Today?', buttons, footer: 'Blue Kite' };
    expect(await formsOf(content)).toMatchObject([
      {
        footer: 'Blue Kite',
        action:
          '{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes"}},{"type":"reply","reply":{"id":"no","title":"No"}}]}',
      },
    ]);
  });

  test('for a list', async () => {
    const rows = [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }];
    const content: OutboundContent = {
      type: 'list',
      text: 'Choose',
      button: 'Options',
      sections: [{ title: 'Pick one', rows }],
      header: { type: 'text', text: 'Menu' },
    };
    expect(await formsOf(content)).toMatchObject([
      {
        interactive_type: 'list',
        header: 'Menu',
        action:
          '{"button":"Options","sections":[{"title":"Pick one","rows":[{"id":"r1","title":"Balance","description":"Last 30 days"}]}]}',
      },
    ]);
  });

  test('below a file the text is its caption', async () => {
    const header = { type: 'image', media: { url: 'https://cdn.example/a.jpg' } } as const;
    const content: OutboundContent = { type: 'buttons', text: 'This?', header, buttons: [{ id: 'yes', title: 'Yes' }] };
    expect(await formsOf(content)).toMatchObject([
      { method: 'SendMediaMessage', msg_type: 'IMAGE', caption: 'This?', interactive_type: 'dr_button' },
    ]);
  });
});

test('places, contacts and the request for a place are written as text', async () => {
  const place: OutboundContent = { type: 'location', latitude: 12.93, longitude: 77.61, name: 'Depot' };
  expect(await formsOf(place)).toMatchObject([{ msg: 'Depot\nhttps://maps.google.com/?q=12.93,77.61' }]);
  expect(await formsOf({ type: 'location_request', text: 'Where?' })).toMatchObject([{ msg: 'Where?' }]);
  const contacts: OutboundContent = { type: 'contacts', contacts: [{ name: { formatted: 'Olu Banda' } }] };
  expect(await formsOf(contacts)).toMatchObject([{ msg: 'Olu Banda' }]);
});

describe('R35: a document with text', () => {
  const document = (members: Record<string, unknown>): OutboundContent => ({
    type: 'raw',
    provider: 'gupshup',
    payload: { type: 'document', filename: 'bill.pdf', document: { url: 'https://cdn.example/a.pdf' }, ...members },
  });

  test('goes as a document whose caption is the text', async () => {
    expect(await formsOf(document({ message_text: 'Your bill' }))).toMatchObject([
      { method: 'SendMediaMessage', msg_type: 'DOCUMENT', filename: 'bill.pdf', caption: 'Your bill' },
    ]);
  });

  const both = document({ message_text: 'Your bill', caption: 'May' });

  test('with another caption it is followed by the text', async () => {
    expect(await formsOf(both)).toMatchObject([{ caption: 'May' }, { method: 'SendMessage', msg: 'Your bill' }]);
  });

  test('names the attempt once: what becomes of the second part is not what becomes of the message', async () => {
    const [first, second] = await formsOf(both);
    expect(first).toMatchObject({ extra: 'att_1' });
    expect(second).not.toHaveProperty('extra');
  });

  test('with another caption it may be joined, or left out', async () => {
    expect(await formsOf(both, {}, { documentText: 'joined' })).toMatchObject([{ caption: 'May\nYour bill' }]);
    const alone = await formsOf(both, {}, { documentText: 'caption_only' });
    expect(alone).toMatchObject([{ caption: 'May' }]);
    expect(alone).toHaveLength(1);
  });

  test('whose text does not get through is not sent again', async () => {
    server.answer(() =>
      server.received.length === 1 ? { body: ACCEPTED } : { status: 429, body: '', headers: { 'retry-after': '5' } },
    );
    expect(await send(both)).toMatchObject({
      failure: { kind: 'rejected', message: expect.stringContaining('first part was sent') },
    });
  });
});

test('a raw payload goes out as parameters, to nobody else and with our own credentials', async () => {
  const payload = {
    method: 'SendMessage',
    msg: 'Hi',
    isHSM: 'true',
    send_to: '919899999999',
    userid: '1',
    extra: 'theirs',
  };
  expect(await formsOf({ type: 'raw', provider: 'gupshup', payload })).toMatchObject([
    { msg: 'Hi', send_to: '919812300001', userid: '2000900002', extra: 'att_1' },
  ]);
  expect(await send({ type: 'raw', provider: 'other', payload })).toMatchObject({
    failure: { kind: 'message_invalid' },
  });
});

test('R34: what the trace holds has no credentials', async () => {
  const traced = JSON.stringify(await send(TEXT));
  expect(traced).toContain('"msg":"Hello"');
  expect(traced).not.toMatch(/password|2000900001/);
});

describe('consent', () => {
  const signal = new AbortController().signal;
  const set = (consent: 'opt_in' | 'opt_out') =>
    connect().consent?.set({ phoneNumbers: ['919812300001', '919812300002'], consent, senderFields: {}, signal });

  test('R23: succeeds by its status alone', async () => {
    server.answer(() => ({ body: '{"response":{"id":"","phone":"919812300001","details":"","status":"success"}}' }));
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
  });

  test('R6, R23: is asked for each number with the second pair', async () => {
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
    expect(server.received.map(formOf)).toMatchObject([
      { method: 'OPT_IN', phone_number: '919812300001', channel: 'WHATSAPP', userid: '2000900002' },
      { method: 'OPT_IN', phone_number: '919812300002' },
    ]);
  });

  test('R23: that is known already is no trouble', async () => {
    server.answer(() => ({ body: '{"response":{"id":"322","details":"Already.","status":"error"}}' }));
    expect(await set('opt_in')).toEqual({ ok: true, value: null });
  });

  test('tells why it could not be set', async () => {
    server.answer(() => ({ body: '{"response":{"id":"105","details":"No number.","status":"error"}}' }));
    expect(await set('opt_out')).toMatchObject({ ok: false, trouble: { kind: 'invalid', code: '105' } });
  });
});
