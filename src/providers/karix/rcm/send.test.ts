import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMERCE } from '../../../../test/support/commerce-content.ts';
import { type LocalServer, startLocalServer } from '../../../../test/support/local-server.ts';
import { memoryMemo } from '../../../../test/support/memo.ts';
import type { OutboundContent } from '../../../domain/content.ts';
import type { FieldValues } from '../../../domain/settings.ts';
import type { Template } from '../../../domain/template.ts';
import { ATTEMPT, messageOf, RECIPIENT, rcm, SENDER } from '../fixtures/connections.ts';
import { outbound } from '../fixtures/outbound.ts';
import { MID } from '../fixtures/rcm.ts';
import { karix } from '../index.ts';

const ACCEPTED = { statusCode: '200', statusDesc: 'Successfully Accepted', mid: MID };
let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer();
  server.answer(() => ({ body: ACCEPTED }));
});
afterEach(() => server.close());

function send(content: OutboundContent, settings: FieldValues = {}, more: Parameters<typeof messageOf>[1] = {}) {
  const host = { fetch, now: () => 0, memo: memoryMemo() };
  return karix.connect({ ...rcm, apiBaseUrl: server.url, ...settings }, host).send(messageOf(content, more));
}

/** What arrived of a message that was sent. */
async function sent(content: OutboundContent, settings: FieldValues = {}, more = {}) {
  expect(await send(content, settings, more)).toMatchObject({ ok: true, receipt: { providerMessageId: MID } });
  return JSON.parse(server.received.at(-1)?.body ?? 'null');
}

describe('R1: the key', () => {
  test.each([
    ['bare', rcm.accountKey],
    ['with its word', `Bearer ${rcm.accountKey}`],
  ])('goes along once: %s', async (_how, accountKey) => {
    await sent(outbound.text, { accountKey });
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path: '/services/rcm/sendMessage' });
    expect(request?.headers.authentication).toBe(`Bearer ${rcm.accountKey}`);
    expect(request?.headers).not.toHaveProperty('authorization');
  });
});

describe('R2: a message', () => {
  test('stands in its envelope', async () => {
    expect(await sent(outbound.text)).toEqual({
      message: {
        channel: 'WABA',
        content: { type: 'TEXT', text: 'Hello', preview_url: false, shorten_url: false },
        recipient: { to: RECIPIENT, recipient_type: 'individual', reference: { cust_ref: ATTEMPT } },
        sender: { from: SENDER },
        preferences: { webHookDNId: '1001' },
      },
      metaData: { version: 'v1.0.9' },
    });
  });

  test('has numbers as digits, and what the operator set', async () => {
    const recipient = [{ kind: 'phone', value: '+91 98123-00001', matchKey: RECIPIENT } as const];
    const body = await sent(outbound.text, { senderName: 'Blue Kite', webHookDNId: '2002' }, { recipient });
    expect(body.message).toMatchObject({
      recipient: { to: RECIPIENT },
      sender: { name: 'Blue Kite', from: SENDER },
      preferences: { webHookDNId: '2002' },
    });
  });

  test('is refused for somebody without a number', async () => {
    const recipient = [{ kind: 'user_id', value: 'IN.abc', matchKey: 'IN.abc' } as const];
    expect(await send(outbound.text, {}, { recipient })).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(server.received).toEqual([]);
  });
});

const url = 'https://cdn.example/a';

describe('R3: content', () => {
  const TABLE: readonly [string, OutboundContent, Record<string, unknown>][] = [
    [
      'a text with a preview',
      { type: 'text', text: url, previewUrl: true },
      { type: 'TEXT', text: url, preview_url: true, shorten_url: false },
    ],
    [
      'an image',
      outbound.image,
      { type: 'ATTACHMENT', attachment: { type: 'image', url: `${url}.jpg`, caption: 'A' } },
    ],
    [
      'a document',
      outbound.document,
      { type: 'ATTACHMENT', attachment: { type: 'document', url: `${url}.pdf`, fileName: 'a.pdf' } },
    ],
    [
      'a file by its id',
      { type: 'image', media: { id: 'm-1' } },
      { type: 'ATTACHMENT', attachment: { type: 'image', id: 'm-1' } },
    ],
    [
      'a place',
      outbound.location,
      {
        type: 'LOCATION',
        location: { longitude: 77.6109, latitude: 12.9379, name: 'Depot', address: '1 Dock Road' },
      },
    ],
    [
      'buttons',
      outbound.buttons,
      {
        type: 'INTERACTIVE',
        interactive: {
          type: 'button',
          body: { text: 'Today?' },
          footer: { text: 'Blue Kite' },
          action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
        },
      },
    ],
    [
      'a list',
      outbound.list,
      {
        type: 'INTERACTIVE',
        interactive: {
          type: 'list',
          body: { text: 'Choose' },
          action: {
            button: 'Options',
            sections: [{ title: 'Menu', rows: [{ id: 'r1', title: 'Balance', description: 'Last 30 days' }] }],
          },
        },
      },
    ],
    [
      'a carousel with answers',
      {
        type: 'carousel',
        body: { text: 'Two' },
        action: {
          cards: [{ body: { text: 'Blue' }, action: { buttons: [{ quickReply: { id: 'b', title: 'Blue' } }] } }],
        },
      },
      {
        type: 'INTERACTIVE',
        interactive: {
          type: 'carousel',
          body: { text: 'Two' },
          action: {
            cards: [
              {
                card_index: 0,
                type: 'cta_url',
                body: { text: 'Blue' },
                action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'b', title: 'Blue' } }] },
              },
            ],
          },
        },
      },
    ],
    [
      'a raw content with unknown members',
      { type: 'raw', provider: 'karix', payload: { type: 'TEXT', text: 'Hi', shorten_url: true } },
      { type: 'TEXT', text: 'Hi', shorten_url: true },
    ],
  ];

  test.each(TABLE)('%s', async (_what, content, expected) => {
    expect((await sent(content)).message.content).toEqual(expected);
  });

  test.each([
    ['cta_url', outbound.cta_url, { name: 'cta_url', parameters: { display_text: 'Pay now' } }],
    ['flow', COMMERCE.flow, { name: 'flow', parameters: { flow_id: '512200887733449' } }],
    ['order_details', COMMERCE.order_details, { name: 'review_and_pay', parameters: { reference_id: 'R-118' } }],
    ['order_status', COMMERCE.order_status, { name: 'review_order', parameters: { reference_id: 'R-118' } }],
  ])('%s is WhatsApp’s own object', async (type, content, action) => {
    expect((await sent(content)).message.content).toMatchObject({ type: 'INTERACTIVE', interactive: { type, action } });
  });

  test('of a whole raw body goes in our envelope, with its tags', async () => {
    const message = {
      channel: 'WABA',
      content: { type: 'TEXT', text: 'Hi' },
      recipient: { to: '910000000000', reference: { cust_ref: 'order-77', messageTag1: 'spring' } },
    };
    expect((await sent({ type: 'raw', provider: 'karix', payload: { message } })).message).toMatchObject({
      content: message.content,
      recipient: { to: RECIPIENT, reference: { cust_ref: ATTEMPT, messageTag1: 'spring' } },
    });
  });

  test.each([
    ['another provider’s', { type: 'raw', provider: 'other', payload: { type: 'TEXT' } } as const],
    ['without a type', { type: 'raw', provider: 'karix', payload: { text: 'Hi' } } as const],
  ])('that is raw and %s is refused', async (_why, content) => {
    expect(await send(content)).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('R4: a template with values in its body only', () => {
  test('is TEMPLATE, counted from 0', async () => {
    expect((await sent(outbound.template)).message.content).toEqual({
      type: 'TEMPLATE',
      preview_url: false,
      shorten_url: false,
      template: { templateId: 'parcel_update', parameterValues: { 0: 'Asha', 1: 'A-77' } },
    });
  });

  test('is refused where the values do not fit our copy', async () => {
    const template = { body: { text: '{{1}}', variables: ['1'] } } as unknown as Template;
    expect(await send(outbound.template, {}, { template })).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('R5: a template with more', () => {
  const mediaTemplateOf = async (more: Partial<typeof outbound.template> & Record<string, unknown>) => {
    const { content } = (await sent({ ...outbound.template, ...more } as OutboundContent)).message;
    expect(content).toMatchObject({ type: 'MEDIA_TEMPLATE' });
    expect(content).not.toHaveProperty('template');
    return content.mediaTemplate;
  };
  const named = { templateId: 'parcel_update', bodyParameterValues: { 0: 'Asha', 1: 'A-77' } };

  test('has its file', async () => {
    const header = { type: 'document', media: { url: `${url}.pdf`, fileName: 'invoice.pdf' } };
    expect(await mediaTemplateOf({ header })).toEqual({
      ...named,
      media: { type: 'document', url: `${url}.pdf`, fileName: 'invoice.pdf' },
    });
  });

  test('has a text above', async () => {
    expect(await mediaTemplateOf({ header: { type: 'text', text: 'Parcel' } })).toEqual({
      ...named,
      media: { type: 'text', title: 'Parcel' },
    });
  });

  test('has a one-time password as the end of an address, by either name of its button', async () => {
    for (const type of ['otp', 'url']) {
      expect(await mediaTemplateOf({ buttons: [{ index: 0, type, text: '774411' }] })).toMatchObject({
        buttons: { actions: [{ type: 'url', index: '0', payload: '774411' }] },
      });
    }
  });

  test('has values of buttons in their places, and no file where none is given', async () => {
    const buttons = [
      { index: 0, type: 'url', text: 'track/A-77' },
      { index: 1, type: 'quick_reply', payload: 'confirm_yes' },
      { index: 2, type: 'quick_reply' },
    ];
    expect(await mediaTemplateOf({ buttons })).toEqual({
      ...named,
      buttons: {
        actions: [{ type: 'url', index: '0', payload: 'track/A-77' }],
        quickReplies: [{ index: '1', payload: 'confirm_yes' }],
      },
    });
  });

  test.each([
    ['a place above', { header: { type: 'location', location: {} } }],
    ['a file above by its id', { header: { type: 'image', media: { id: 'x' } } }],
    ['cards', { carousel: [{}] }],
    ['a code to copy', { buttons: [{ index: 0, type: 'copy_code', code: '77' }] }],
  ])('cannot have %s', async (_what, more) => {
    expect(await send({ ...outbound.template, ...more })).toMatchObject({ failure: { kind: 'message_invalid' } });
    expect(server.received).toEqual([]);
  });
});

describe('R6: a refusal', () => {
  test.each([
    [{ statusCode: '400', statusDesc: 'Invalid sender' }, 'Invalid sender', '400'],
    [{ errorMessage: 'Invalid sender' }, 'Invalid sender', undefined],
    [{ error: { code: 400, message: 'Invalid sender', type: 'x' } }, 'Invalid sender', '400'],
  ])('gives its reason: %j', async (body, reason, code) => {
    server.answer(() => ({ status: 400, body }));
    const result = await send(outbound.text);
    expect(result).toMatchObject({ failure: { kind: 'message_invalid', message: expect.stringContaining(reason) } });
    expect(!result.ok && result.failure.code).toBe(code);
  });

  test('R7: of the key stops the connection', async () => {
    server.answer(() => ({ status: 401, body: { statusCode: '401', statusDesc: 'Unauthorized' } }));
    expect(await send(outbound.text)).toMatchObject({
      failure: { kind: 'channel_misconfigured', stops: 'credentials', message: expect.stringContaining('account key') },
    });
  });

  test('a success needs statusCode as well as mid', async () => {
    server.answer(() => ({ body: { ...ACCEPTED, statusCode: '711', statusDesc: 'No.' } }));
    expect(await send(outbound.text)).toMatchObject({ failure: { kind: 'rejected', code: '711' } });
    server.answer(() => ({ body: { ...ACCEPTED, mid: '' } }));
    expect(await send(outbound.text)).toMatchObject({ failure: { kind: 'outcome_unknown' } });
    server.answer(() => ({ body: { ...ACCEPTED, statusCode: 200 } }));
    expect(await send(outbound.text)).toMatchObject({ ok: true });
  });
});

test.each([
  ['a host', '', '/services/rcm/sendMessage'],
  ['a prefix', '/proxy/', '/proxy/services/rcm/sendMessage'],
  ['the services', '/services', '/services/rcm/sendMessage'],
])('R17: the API address may be %s', async (_what, suffix, path) => {
  await sent(outbound.text, { apiBaseUrl: server.url + suffix });
  expect(server.received[0]?.path).toBe(path);
});

test('R22: the key is taken out of what comes back', async () => {
  server.answer(() => ({ status: 400, body: { statusCode: '400', statusDesc: `not ${rcm.accountKey}` } }));
  const told = JSON.stringify(await send(outbound.text, { accountKey: `Bearer ${rcm.accountKey}` }));
  expect(told).toContain('[secret]');
  expect(told).not.toContain(rcm.accountKey);
});
