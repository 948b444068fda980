import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../test/support/infobip-far-end.ts';
import type { OutboundContent, TemplateContent } from '../../domain/content.ts';
import type { Template, TemplateButton } from '../../domain/template.ts';
import { NOW, settings } from './fixtures/webhooks.ts';
import { infobip } from './index.ts';
import { renderMessage } from './render.ts';
import { readSettings } from './settings.ts';

const url = 'https://cdn.example/files/box.pdf';

function render(content: OutboundContent, template?: Template) {
  const parts = { settings: readSettings(settings), now: NOW, messageId: 'msg_0001', paymentType: undefined };
  return renderMessage(messageOf(content, template && { template }), parts);
}

function dataOf(own: Partial<TemplateContent>, template?: Template): unknown {
  const made = render({ type: 'template', name: 'order_ready', language: 'en_GB', ...own }, template);
  if (!made.ok) return made.failure.message;
  const [message] = made.rendered.body.messages as [{ content: { templateData: unknown } }];
  return message.content.templateData;
}

const bare: Template = {
  ...{ providerId: '111', name: 'order_ready', language: 'en_GB', category: 'utility', status: 'approved' },
  ...{ quality: null, rejection: null, parameterFormat: 'positional', header: null, footer: null, cards: [] },
  ...{ body: { text: '', variables: [] }, buttons: [], provider: {} },
};
const button = (type: string, text: string): TemplateButton => ({ type, text, needsParameter: false });

test('R12: a template goes as one of a list, always with placeholders', () => {
  expect(render({ type: 'template', name: 'order_ready', language: 'en_GB' })).toMatchObject({
    rendered: {
      path: 'template',
      body: {
        messages: [
          {
            from: '15550100200',
            messageId: 'msg_0001',
            content: { templateName: 'order_ready', language: 'en_GB', templateData: { body: { placeholders: [] } } },
          },
        ],
      },
    },
  });
});

test('R12: a template quotes nothing', () => {
  const message = messageOf({ type: 'template', name: 'a', language: 'en' }, { replyToProviderId: 'wamid.1' as never });
  const made = renderMessage(message, {
    settings: readSettings(settings),
    now: NOW,
    messageId: 'm',
    paymentType: undefined,
  });
  expect(JSON.stringify(made)).not.toContain('wamid.1');
});

describe('placeholders', () => {
  test('R12: stand in the order in which they are given', () => {
    const amount = { type: 'currency', currency: { fallbackValue: '7,50 €', code: 'EUR', amount1000: 7_500 } };
    expect(dataOf({ body: ['Ana', { type: 'text', text: '7781' }, amount] })).toEqual({
      body: { placeholders: ['Ana', '7781', '7,50 €'] },
    });
  });

  test('R12: with names stand in the order of our copy', () => {
    const template: Template = { ...bare, body: { text: '{{who}} {{what}}', variables: ['who', 'what'] } };
    const body = [
      { type: 'text', name: 'what', text: '7781' },
      { type: 'text', name: 'who', text: 'Ana' },
    ];
    expect(dataOf({ body }, template)).toEqual({ body: { placeholders: ['Ana', '7781'] } });
  });
});

test.each([
  [
    { type: 'text', text: 'June' },
    { type: 'TEXT', placeholder: 'June' },
  ],
  [
    { type: 'image', media: { url } },
    { type: 'IMAGE', mediaUrl: url },
  ],
  [
    { type: 'video', media: { url } },
    { type: 'VIDEO', mediaUrl: url },
  ],
  [
    { type: 'gif', media: { url } },
    { type: 'GIF', mediaUrl: url },
  ],
  [
    { type: 'document', media: { url, fileName: 'a.pdf' } },
    { type: 'DOCUMENT', mediaUrl: url, filename: 'a.pdf' },
  ],
  [
    { type: 'document', media: { url } },
    { type: 'DOCUMENT', mediaUrl: url, filename: 'box.pdf' },
  ],
  [
    { type: 'location', latitude: 1, longitude: 2 },
    { type: 'LOCATION', latitude: 1, longitude: 2 },
  ],
  [
    { type: 'location', location: { latitude: '1', longitude: '2' } },
    { type: 'LOCATION', latitude: 1, longitude: 2 },
  ],
])('R12: the header %j', (header, rendered) => {
  expect(dataOf({ header })).toMatchObject({ header: rendered });
});

describe('buttons of templates', () => {
  test.each([
    [
      { type: 'quick_reply', payload: 'YES' },
      { type: 'QUICK_REPLY', parameter: 'YES' },
    ],
    [
      { type: 'url', text: 'track/7781' },
      { type: 'URL', parameter: 'track/7781' },
    ],
    [
      { type: 'otp', text: '123456' },
      { type: 'URL', parameter: '123456' },
    ],
    [
      { type: 'copy_code', couponCode: 'SAVE5' },
      { type: 'COPY_CODE', parameter: 'SAVE5' },
    ],
    [
      { type: 'flow', flowToken: 't', flowActionData: { firstName: 'Iria' } },
      { type: 'FLOW', flowToken: 't', data: { firstName: 'Iria' } },
    ],
    [
      { type: 'flow', action: { flowToken: 't' } },
      { type: 'FLOW', flowToken: 't' },
    ],
    [
      { type: 'catalog', thumbnailProductRetailerId: 'B-1' },
      { type: 'CATALOG', thumbnailProductRetailerId: 'B-1' },
    ],
    [
      {
        type: 'mpm',
        thumbnailProductRetailerId: 'B-1',
        sections: [{ title: 'New', productItems: [{ productRetailerId: 'B-1' }] }],
      },
      {
        type: 'MULTI_PRODUCT',
        thumbnailProductRetailerId: 'B-1',
        sections: [{ title: 'New', productRetailerIds: ['B-1'] }],
      },
    ],
    [
      { type: 'voice_call', ttlMinutes: 60, payload: 'p' },
      { type: 'VOICE_CALL', callValidityPeriod: 60, callContextPayload: 'p' },
    ],
    [
      { type: 'url', parameters: [{ type: 'text', text: 'x' }] },
      { type: 'URL', parameter: 'x' },
    ],
  ])('R12: %j', (given, rendered) => {
    expect(dataOf({ buttons: [{ index: 0, ...given }] })).toEqual({ body: { placeholders: [] }, buttons: [rendered] });
  });

  test('R12: a bill stands within its button', () => {
    const parameters = {
      ...{ referenceId: 'R-1', type: 'digital-goods', currency: 'BRL', totalAmount: { value: 1, offset: 100 } },
      paymentSettings: [{ type: 'payment_link', paymentLink: { uri: 'https://pay.example' } }],
      order: { items: [], subtotal: { value: 1, offset: 100 }, tax: { value: 0, offset: 100 } },
    };
    expect(dataOf({ buttons: [{ index: 0, type: 'order_details', action: { parameters } }] })).toMatchObject({
      buttons: [{ type: 'ORDER_DETAILS', action: { payment: { type: 'BRAZIL_LINK' }, orderType: 'DIGITAL_GOODS' } }],
    });
  });

  test('R12: stand in the template’s order; those without values are left out', () => {
    const buttons = [
      { index: 2, type: 'url', text: 'x' },
      { index: 0, type: 'quick_reply', payload: 'YES' },
      { index: 1, type: 'phone_number' },
    ];
    expect(dataOf({ buttons })).toMatchObject({ buttons: [{ type: 'QUICK_REPLY' }, { type: 'URL' }] });
  });

  test('R12: a quick reply without a payload has its label where another one has a payload', () => {
    const template = { ...bare, buttons: [button('quick_reply', 'Yes'), button('quick_reply', 'No')] };
    expect(dataOf({ buttons: [{ index: 1, type: 'quick_reply', payload: 'NO' }] }, template)).toMatchObject({
      buttons: [{ parameter: 'Yes' }, { parameter: 'NO' }],
    });
  });

  test.each([
    [{ type: 'quick_reply', payload: 'x'.repeat(129) }, 'buttons[0].payload has 129'],
    [{ type: 'copy_code', code: 'x'.repeat(16) }, 'buttons[0].couponCode has 16'],
    [{ type: 'url', textt: 'x' }, 'buttons[0].text is missing'],
    [{ type: 'phone_number', text: 'x' }, 'takes no values for phone_number'],
  ])('R10: %j is refused', (given, message) => {
    expect(dataOf({ buttons: [{ index: 0, ...given }] })).toContain(message);
  });
});

test('R12: cards and the end of an offer', () => {
  const card = {
    header: { type: 'image', media: { url } },
    body: ['5'],
    buttons: [{ index: 0, type: 'url', text: 'x' }],
  };
  expect(dataOf({ carousel: [card], limitedTimeOffer: { expiresAt: '2026-12-01T19:00:00+01:00' } })).toEqual({
    body: { placeholders: [] },
    carousel: {
      cards: [
        {
          header: { type: 'IMAGE', mediaUrl: url },
          body: { placeholders: ['5'] },
          buttons: [{ type: 'URL', parameter: 'x' }],
        },
      ],
    },
    limitedTimeOffer: { expirationTime: '2026-12-01T18:00:00.000Z' },
  });
});

describe('an object in Infobip’s own words', () => {
  const templateData = { body: { placeholders: ['Ana'] } };
  const content = { templateName: 'order_ready', language: 'en_GB', templateData };

  test.each<[Record<string, unknown>, boolean]>([
    [content, true],
    [{ content, smsFailover: { from: '1', text: 'x' } }, true],
    [{ templateName: 'order_ready' }, false],
    [{ text: 'Hello' }, false],
    [{ content: 'order_ready' }, false],
    [{}, false],
  ])('R31: %j is a template: %s', (payload, isTemplate) => {
    expect(infobip.isNative?.(payload)).toBe(isTemplate);
  });

  test('R31: is sent as the template that it is', () => {
    expect(render({ type: 'raw', provider: 'infobip', payload: content })).toMatchObject({
      rendered: { path: 'template', body: { messages: [{ to: '385910000001', content }] } },
    });
  });

  test('R12: may name an SMS for where WhatsApp fails', () => {
    const smsFailover = { from: '15550100900', text: 'Your order is ready' };
    expect(render({ type: 'raw', provider: 'infobip', payload: { content, smsFailover } })).toMatchObject({
      rendered: { path: 'template', body: { messages: [{ content, smsFailover, callbackData: 'att_0001' }] } },
    });
  });
});
