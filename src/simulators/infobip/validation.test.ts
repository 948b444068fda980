import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const NOTHING = ['size must be between 1 and 2048', 'is not a valid url', 'must not be blank'];
const long = (length: number) => 'x'.repeat(length);
const body = { text: 'Well?' };
const button = (id: string, title: string) => ({ type: 'REPLY', id, title });
const row = (id: string) => ({ id, title: id });

test.each<[string, string, object, Record<string, string[]>]>([
  ['an empty text', 'text', { text: '' }, { 'content.text': ['size must be between 1 and 4096', 'must not be blank'] }],
  ['a text that is too long', 'text', { text: long(4097) }, { 'content.text': ['size must be between 1 and 4096'] }],
  ['no text', 'text', {}, { 'content.text': ['must not be blank'] }],
  ['no address', 'image', { mediaUrl: '' }, { 'content.mediaUrl': NOTHING }],
  [
    'a caption too long',
    'video',
    { mediaUrl: 'https://a.example/v.mp4', caption: long(3001) },
    { 'content.caption': ['size must be between 0 and 3000'] },
  ],
  [
    'two faults at once',
    'location',
    { latitude: -91, longitude: 181 },
    {
      'content.latitude': ['must be greater than or equal to -90'],
      'content.longitude': ['must be less than or equal to 180'],
    },
  ],
  [
    'a card with faults deep inside',
    'contact',
    { contacts: [{ name: { firstName: 'A', formattedName: 'A' }, birthday: '1.2.1990', emails: [{ email: 'none' }] }] },
    {
      'content.contacts[0].birthday': ['must be in the YYYY-MM-DD format'],
      'content.contacts[0].emails[0].email': ['must be a well-formed email address'],
    },
  ],
  [
    'buttons that are alike',
    'interactive/buttons',
    { body, action: { buttons: [button('a', 'A'), button('a', 'B'), button('c', 'C'), button('d', 'D')] } },
    { 'content.action.buttons': ['size must be between 1 and 3', 'ids and titles must be unique'] },
  ],
  [
    'a list without titles and with a row twice',
    'interactive/list',
    {
      body,
      action: {
        title: 'Open',
        sections: [{ rows: Array.from({ length: 10 }, (_, n) => row(`${n}`)) }, { rows: [row('1')] }],
      },
    },
    {
      'content.action.sections': [
        'number of rows must be between 1 and 10',
        "row's ids must be unique across sections",
        'titles must not be blank when more than one section provided',
      ],
    },
  ],
  [
    'a link button without anything',
    'interactive/url-button',
    { body, action: { displayText: '', url: '' } },
    {
      'content.action.displayText': ['size must be between 1 and 20', 'must not be blank'],
      'content.action.url': NOTHING,
    },
  ],
  [
    'a header without its text',
    'interactive/list',
    { header: { type: 'TEXT', text: '' }, body, action: { title: 'Open', sections: [{ rows: [row('1')] }] } },
    { 'content.header.text': ['size must be between 1 and 60', 'must not be blank'] },
  ],
  [
    'a product twice',
    'interactive/multi-product',
    {
      header: { type: 'TEXT', text: 'Goods' },
      body,
      action: { catalogId: 'c', sections: [{ title: 'One', productRetailerIds: ['p', 'p'] }] },
    },
    { 'content.action.sections[0].productRetailerIds': ['products in section must be unique'] },
  ],
  [
    'a form without its screen',
    'interactive/flow',
    { body, action: { flowToken: 't', flowId: '1', callToActionButton: 'Open', flowActionPayload: {} } },
    { 'content.action.flowActionPayload.screen': ['must not be blank'] },
  ],
  [
    'one card',
    'interactive/media-carousel',
    {
      body,
      action: {
        type: 'URL',
        cards: [
          {
            header: { type: 'IMAGE', url: 'https://a.example/1.png' },
            body,
            button: { displayText: 'Go', url: 'https://a.example' },
          },
        ],
      },
    },
    { 'content.action.cards': ['size must be between 2 and 10'] },
  ],
  [
    'a call button that lasts too long',
    'interactive/voice-button',
    { body, action: { callValidityPeriod: 43_201, callContextPayload: '' } },
    {
      'content.action.callValidityPeriod': ['must be less than or equal to 43200'],
      'content.action.callContextPayload': ['size must be between 1 and 512', 'must not be blank'],
    },
  ],
])('R10: %s is refused, with every fault at once', async (_what, kind, content, validationErrors) => {
  const answer = await rig.send(kind, content);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    requestError: { serviceException: { messageId: 'BAD_REQUEST', text: 'Bad request', validationErrors } },
  });
});

test('R10: faults of the envelope are named as well', async () => {
  const { body: answer } = await rig.send('text', { text: '' }, { from: '', messageId: long(201) });
  expect(Object.keys(answer.requestError.serviceException.validationErrors)).toEqual([
    'from',
    'messageId',
    'content.text',
  ]);
});

test('an order whose sum is wrong is refused', async () => {
  const amount = (value: number) => ({ value });
  const item = { retailerId: 'r', name: 'Kite', amount: amount(500), saleAmount: amount(500), quantity: 1 };
  const action = {
    payment: { type: 'UPI_LINK', id: 'pay-1', paymentLink: 'https://pay.example' },
    orderCurrency: 'INR',
    orderType: 'PHYSICAL_GOODS',
    totalAmount: amount(1),
    order: { items: [item], subtotal: amount(500), tax: amount(50) },
  };
  const { body: answer } = await rig.send('interactive/order-details', { body, action });
  expect(answer.requestError.serviceException.validationErrors).toEqual({
    'content.action.order.items[0]': ['saleAmount must be less than amount'],
    'content.action.order': [
      'if catalogId is not present then originCountry, importerName and importerAddress must be specified',
    ],
    'content.action': ['totalAmount must be sum of subtotal, tax and shipping reduced by discount'],
  });
});

test('R12: faults of a template are named by their paths within the message', async () => {
  const { status, body: answer } = await rig.sendTemplate('new_arrivals', {
    body: { placeholders: ['Mina\tand', ''] },
    header: { type: 'DOCUMENT', mediaUrl: '', filename: '' },
  });
  expect(status).toBe(400);
  expect(answer.requestError.serviceException.validationErrors).toEqual({
    'content.templateData.body.placeholders[0]': [
      'cannot have new-line/tab characters or more than 4 consecutive spaces',
    ],
    'content.templateData.body.placeholders[1]': ['size must be between 1 and 4096', 'must not be blank'],
    'content.templateData.header.mediaUrl': NOTHING,
    'content.templateData.header.filename': ['size must be between 1 and 240', 'must not be blank'],
  });
});

test('R12: values are always asked for, also where there are none', async () => {
  expect((await rig.sendTemplate('welcome_message', {})).status).toBe(400);
  expect((await rig.sendTemplate('welcome_message', { body: { placeholders: [] } })).status).toBe(200);
});

test('a body that is not JSON is a bad request', async () => {
  const answer = await rig.call('/whatsapp/1/message/text', { method: 'POST', body: '{' });
  expect(answer).toMatchObject({
    status: 400,
    body: { requestError: { serviceException: { messageId: 'BAD_REQUEST' } } },
  });
});
