import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';
import type { PersonMessage } from '../kit/person-message.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig({ fetchLinks: false });
  await rig.write('Hi');
});

afterEach(() => rig.stop());

const body = { text: 'Well?' };
const footer = { text: 'Corner Shop' };
const PICTURE = 'https://shop.example/a.png';
const framed = { text: 'Well?', footer: 'Corner Shop' };
const amount = (value: number) => ({ value });
const order = {
  catalogId: 'c-1',
  items: [{ retailerId: 'r-1', name: 'Kite', amount: amount(1500), saleAmount: amount(1000), quantity: 2 }],
  subtotal: amount(2000),
  tax: amount(100),
  shipping: amount(50),
  discount: { amount: amount(150) },
};
const orderDetails = {
  payment: { type: 'UPI_LINK', id: 'pay-1', paymentLink: 'https://pay.example' },
  orderCurrency: 'INR',
  orderType: 'PHYSICAL_GOODS',
  totalAmount: amount(2000),
  order,
};
const name = { firstName: 'Ada', formattedName: 'Ada Lane' };

test.each<[string, object, object]>([
  ['image', { mediaUrl: PICTURE, caption: 'Look' }, { kind: 'image', content: { mediaUrl: PICTURE, text: 'Look' } }],
  ['video', { mediaUrl: PICTURE }, { kind: 'video', content: { mimeType: 'video/*' } }],
  ['audio', { mediaUrl: PICTURE }, { kind: 'audio', content: { mimeType: 'audio/*' } }],
  ['audio', { mediaUrl: PICTURE, voice: true }, { kind: 'voice', content: { voice: true } }],
  ['document', { mediaUrl: PICTURE, filename: 'a.pdf' }, { kind: 'document', content: { fileName: 'a.pdf' } }],
  ['sticker', { mediaUrl: PICTURE }, { kind: 'sticker' }],
  [
    'location',
    { latitude: 1.5, longitude: 2, name: 'Pier' },
    { content: { location: { latitude: 1.5, name: 'Pier' } } },
  ],
  [
    'contact',
    { contacts: [{ name, phones: [{ phone: '+1555' }] }] },
    { content: { contacts: [{ name: 'Ada Lane', phones: ['+1555'] }] } },
  ],
])('R8: %s %j is sent and shown', async (kind, content, entry) => {
  expect((await rig.send(kind, content)).body.status.groupId).toBe(1);
  expect(rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1)).toMatchObject(entry);
});

test.each<[string, object, object]>([
  [
    'buttons',
    {
      header: { type: 'IMAGE', mediaUrl: PICTURE },
      body,
      footer,
      action: { buttons: [{ type: 'REPLY', id: 'y', title: 'Yes' }] },
    },
    { ...framed, mediaUrl: PICTURE, buttons: [{ id: 'y', title: 'Yes' }] },
  ],
  [
    'list',
    {
      header: { type: 'TEXT', text: 'Top' },
      body,
      footer,
      action: { title: 'Open', sections: [{ rows: [{ id: 'r', title: 'Row' }] }] },
    },
    { ...framed, header: 'Top', list: { button: 'Open', sections: [{ rows: [{ id: 'r', title: 'Row' }] }] } },
  ],
  [
    'url-button',
    { body, footer, action: { displayText: 'Go', url: 'https://shop.example' } },
    { ...framed, link: { label: 'Go', url: 'https://shop.example' } },
  ],
  ['location-request', { body }, { text: 'Well?', locationRequest: true }],
  [
    'product',
    { body, footer, action: { catalogId: 'c', productRetailerId: 'p' } },
    { ...framed, products: { catalogId: 'c', sections: [{ productIds: ['p'] }] } },
  ],
  [
    'multi-product',
    {
      header: { type: 'TEXT', text: 'Top' },
      body,
      footer,
      action: { catalogId: 'c', sections: [{ title: 'One', productRetailerIds: ['p', 'q'] }] },
    },
    { ...framed, header: 'Top', products: { catalogId: 'c', sections: [{ title: 'One', productIds: ['p', 'q'] }] } },
  ],
  [
    'flow',
    {
      body,
      footer,
      action: { flowToken: 't', flowId: '1', callToActionButton: 'Fill in', flowActionPayload: { screen: 'FIRST' } },
    },
    { ...framed, flow: { label: 'Fill in', flowId: '1', screen: 'FIRST' } },
  ],
  [
    'media-carousel',
    {
      body,
      action: {
        type: 'QUICK_REPLY',
        cards: ['1', '2'].map((id) => ({
          header: { type: 'IMAGE', url: PICTURE },
          body: { text: id },
          buttons: [{ id, title: id }],
        })),
      },
    },
    {
      text: 'Well?',
      cards: ['1', '2'].map((id) => ({
        header: { mediaUrl: PICTURE, mimeType: 'image/*' },
        text: id,
        buttons: [{ id, title: id }],
      })),
    },
  ],
  [
    'order-details',
    { body, footer, action: orderDetails },
    { ...framed, order: { items: [{ name: 'Kite', quantity: 2, price: 10 }], total: 20, currency: 'INR' } },
  ],
  [
    'order-status',
    { body, action: { payment: { type: 'UPI_LINK', id: 'pay-1' }, status: 'SHIPPED' } },
    { text: 'Well?', order: { items: [], status: 'SHIPPED' } },
  ],
  [
    'voice-button',
    { body, action: { buttonDisplayText: 'Ring us' } },
    { text: 'Well?', phoneButtons: [{ label: 'Ring us', phoneNumber: `+${SENDER}` }] },
  ],
])('R9: %s is sent and shown', async (kind, content, display) => {
  const { status, body: answer } = await rig.send(`interactive/${kind}`, content);
  expect({ status, answer }).toMatchObject({ status: 200, answer: { status: { groupId: 1 } } });
  const entry = rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1);
  expect(entry?.kind).toBe(kind);
  expect(entry?.content).toEqual(expect.objectContaining(display));
});

/** Sends an interactive message, lets the person answer it, and returns what the business is told. */
async function answers(kind: string, content: unknown, answer: (messageId: string) => PersonMessage) {
  const { body: sent } = await rig.send(kind, content, { messageId: 'm-1', callbackData: 'conv=1' });
  expect(sent.messageId).toBe('m-1');
  await rig.write(answer('m-1'));
  return (await rig.items(2)).at(-1);
}

const tap =
  (buttonId: string) =>
  (messageId: string): PersonMessage => ({ type: 'button', messageId, buttonId });
const context = { from: SENDER, id: 'm-1' };

test('R17: the tap on a button comes with its id and title, and names the message that had it', async () => {
  const action = { buttons: [{ type: 'REPLY', id: 'y', title: 'Yes' }] };
  expect(await answers('interactive/buttons', { body, action }, tap('y'))).toMatchObject({
    pairedMessageId: 'm-1',
    callbackData: 'conv=1',
    message: { type: 'INTERACTIVE_BUTTON_REPLY', id: 'y', title: 'Yes', context },
  });
});

test('R17: the choice of a row comes with its description', async () => {
  const rows = [{ id: 'r', title: 'Row', description: 'More' }];
  const content = { body, action: { title: 'Open', sections: [{ rows }] } };
  const item = await answers('interactive/list', content, (messageId) => ({ type: 'list', messageId, rowId: 'r' }));
  expect(item.message).toEqual({ type: 'INTERACTIVE_LIST_REPLY', id: 'r', title: 'Row', description: 'More', context });
});

test('R16: a form comes back with its token', async () => {
  const action = { flowToken: 't-1', flowId: '1', callToActionButton: 'Fill in', flowAction: 'DATA_EXCHANGE' };
  const item = await answers('interactive/flow', { body, action }, (messageId) => ({
    type: 'flow_reply',
    messageId,
    data: { size: 'M' },
  }));
  expect(item.message).toEqual({
    type: 'INTERACTIVE_FLOW_REPLY',
    text: 'Sent',
    response: { flow_token: 't-1', size: 'M' },
    context,
  });
});

test('R16: the answer to a request to call, to sign in and for contact data', async () => {
  const call = await answers('interactive/call-permission-request', undefined, tap('ACCEPT'));
  expect(call.message).toMatchObject({
    type: 'INTERACTIVE_CALL_PERMISSION_REPLY',
    callPermissionReply: { response: 'ACCEPT', expirationTimestamp: '2027-01-22T08:00:00.000+0000' },
  });
  const more = async (kind: string, content: unknown, buttonId: string, count: number) => {
    const { body: sent } = await rig.send(`interactive/${kind}`, content);
    await rig.write({ type: 'button', messageId: sent.messageId, buttonId });
    return (await rig.items(count)).at(-1).message;
  };
  expect(await more('in-thread-authentication-request', undefined, 'VERIFIED', 3)).toMatchObject({
    type: 'INTERACTIVE_IN_THREAD_AUTHENTICATION_REPLY',
    inThreadAuthenticationReply: { status: 'VERIFIED' },
  });
  expect(await more('request-contact-info', { body }, 'share_contact', 4)).toMatchObject({
    type: 'CONTACT',
    contacts: [{ name: { formattedName: 'Mina' }, phones: [{ phone: '+15550100001' }] }],
  });
});

test('a payment is told as a message and as a notification, and can be looked up', async () => {
  await rig.send('interactive/order-details', { body, action: orderDetails }, { messageId: 'o-1' });
  const path = (family: string) => `/whatsapp/1/senders/${SENDER}/payments/${family}/pay-1`;
  expect((await rig.call(path('upi'))).body).toMatchObject({ paymentStatus: 'NEW', totalAmountValue: 2000 });
  expect((await rig.call(path('br'))).status).toBe(404);

  await rig.write({ type: 'payment', messageId: 'o-1' });
  const told = (await rig.webhooks(3)).slice(1);
  const notification = told.find(({ content }) => content);
  expect(notification).toMatchObject({
    from: SENDER,
    content: {
      type: 'payment',
      paymentId: 'pay-1',
      paymentStatus: 'CAPTURED',
      currency: 'INR',
      totalAmountValue: 2000,
    },
  });
  const item = told.find(({ results }) => results)?.results[0];
  expect(item.message).toMatchObject({
    type: 'INTERACTIVE_PAYMENT_CONFIRMATION',
    paymentId: 'pay-1',
    status: 'SUCCESS',
    totalAmount: { value: 2000, offset: 100 },
  });
  expect((await rig.call(path('upi'))).body.transactions).toMatchObject([{ type: 'UPI', status: 'SUCCESS' }]);
});
