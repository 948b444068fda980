import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhoneRig, startPhoneRig } from '../../../test/simulators/phone-rig.ts';

let rig: PhoneRig;

beforeEach(async () => {
  rig = await startPhoneRig();
});

afterEach(() => rig.app.close());

function write(message: object) {
  return rig.call('POST', '/chats/n1/p1/messages', message);
}

async function upload(file: File) {
  const form = new FormData();
  form.set('file', file);
  const request = new Response(form);
  return rig.app.inject({
    method: 'POST',
    url: '/simulator/api/files',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

test('an uploaded file is described, given back, sent and shown under its own address', async () => {
  const uploaded = await upload(new File(['notes'], 'café notes.txt', { type: 'text/plain' }));
  expect(uploaded.statusCode).toBe(201);
  const { fileId, url, ...rest } = uploaded.json();
  expect(rest).toEqual({ mimeType: 'text/plain', fileName: 'café notes.txt', sizeBytes: 5 });
  const file = await rig.app.inject({ url });
  expect(file.body).toBe('notes');
  expect(file.headers).toMatchObject({
    'content-type': expect.stringContaining('text/plain'),
    'content-disposition': "attachment; filename*=UTF-8''caf%C3%A9%20notes.txt",
    'x-content-type-options': 'nosniff',
  });
  const { body } = await write({ type: 'document', fileId, caption: 'Mine' });
  expect(body.content).toEqual({ mediaUrl: url, mimeType: 'text/plain', fileName: 'café notes.txt', text: 'Mine' });
  expect(rig.told.acts).toMatchObject([{ kind: 'media', media: 'document', caption: 'Mine' }]);
});

test('a form without a file and a body that is no form are refused', async () => {
  const form = new Response(new FormData());
  const headers = { 'content-type': form.headers.get('content-type') ?? '' };
  const url = '/simulator/api/files';
  const payload = Buffer.from(await form.arrayBuffer());
  expect((await rig.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(400);
  expect((await rig.call('POST', '/files', {})).status).toBe(400);
  expect((await rig.call('GET', '/files/unknown')).status).toBe(404);
});

test('a recording is shown as a voice note', async () => {
  const dataUrl = `data:audio/webm;codecs=opus;base64,${Buffer.from('la').toString('base64')}`;
  const { body } = await write({ type: 'voice', dataUrl });
  expect(body).toMatchObject({ kind: 'voice', content: { voice: true, mimeType: 'audio/webm;codecs=opus' } });
});

test('a place and a contact are shown as such', async () => {
  const place = { latitude: 50.8, longitude: -1.1, name: 'Harbour' };
  expect((await write({ type: 'location', ...place })).body.content).toEqual({ location: place });
  const contacts = [{ name: 'Tobias Wren', phones: ['+447700900777'], organization: 'Wren & Co' }];
  expect((await write({ type: 'contacts', contacts })).body.content).toEqual({
    contacts: [{ name: 'Tobias Wren', phones: ['+447700900777'] }],
  });
  expect(rig.told.acts).toMatchObject([{ location: place }, { contacts }]);
});

test('a location answers only a message that asks for one', async () => {
  rig.fromBusiness('ask', { text: 'Where?', locationRequest: true });
  rig.fromBusiness('other', { text: 'Well?' });
  const place = { type: 'location', latitude: 1, longitude: 2 };
  expect((await write({ ...place, messageId: 'ask' })).body.replyTo).toBe('ask');
  expect((await write({ ...place, messageId: 'other' })).status).toBe(400);
});

test('an order is shown with its sum', async () => {
  const items = [
    { productId: 'A1', quantity: 2, price: 12.25, currency: 'GBP' },
    { productId: 'B2', quantity: 1, price: 3, currency: 'GBP' },
  ];
  const { body } = await write({ type: 'order', items, text: 'Gift wrap' });
  expect(body.content).toEqual({
    text: 'Gift wrap',
    order: {
      items: [
        { name: 'A1', quantity: 2, price: 12.25 },
        { name: 'B2', quantity: 1, price: 3 },
      ],
      total: 27.5,
      currency: 'GBP',
    },
  });
});

test('a form is answered where there is one', async () => {
  rig.fromBusiness('form', { text: 'Tell us', flow: { label: 'Start' } });
  rig.fromBusiness('none', { text: 'Well?' });
  const answer = { type: 'flow_reply', data: { rating: 5 } };
  expect((await write({ ...answer, messageId: 'form' })).body).toMatchObject({ replyTo: 'form' });
  expect((await write({ ...answer, messageId: 'none' })).status).toBe(400);
  expect(rig.told.acts).toMatchObject([{ kind: 'flow_reply', data: { rating: 5 } }]);
});

test('a button on a card of a carousel can be tapped', async () => {
  rig.fromBusiness('cards', { cards: [{ text: 'One' }, { text: 'Two', buttons: [{ id: 'like-2', title: 'Like' }] }] });
  const { body } = await write({ type: 'button', messageId: 'cards', buttonId: 'like-2' });
  expect(body).toMatchObject({ content: { text: 'Like' }, replyTo: 'cards' });
});

test('a text from an ad is shown as a text', async () => {
  const { body } = await write({ type: 'referral', text: 'Saw your ad', referral: { source_type: 'ad' } });
  expect(body).toMatchObject({ kind: 'text', content: { text: 'Saw your ad' } });
  expect(rig.told.acts).toEqual([{ kind: 'referral', text: 'Saw your ad', referral: { source_type: 'ad' } }]);
});

test('what the business writes on its own phone stands in the chat as such', async () => {
  const { status, body } = await rig.call('POST', '/chats/n1/p1/business-app', { text: 'From the shop' });
  expect({ status, body }).toMatchObject({ status: 201, body: { author: 'app', content: { text: 'From the shop' } } });
  rig.world.numbers.add({ ...rig.world.numbers.require('n1'), supports: ['text'] });
  expect((await rig.call('POST', '/chats/n1/p1/business-app', { text: 'a' })).status).toBe(409);
});

test('an order is paid once, and shows how; the news of an order cannot be paid', async () => {
  const order = { items: [{ name: 'Kite', quantity: 1, price: 3 }], total: 3, currency: 'INR' };
  const entry = rig.fromBusiness('o1', { text: 'Your order', order });
  rig.fromBusiness('o2', { order: { items: [], status: 'shipped' } });

  const failed = await write({ type: 'payment', messageId: 'o1', status: 'failed' });
  expect(failed.body).toMatchObject({
    kind: 'payment',
    replyTo: 'o1',
    content: { payment: { status: 'failed', total: 3, currency: 'INR' } },
  });
  expect(entry.content).toEqual({ text: 'Your order', order: { ...order, payment: 'failed' } });
  expect((await write({ type: 'payment', messageId: 'o1' })).status).toBe(201);
  expect(rig.told.acts).toMatchObject([{ status: 'failed' }, { kind: 'payment', status: 'success', of: { id: 'o1' } }]);

  expect((await write({ type: 'payment', messageId: 'o1' })).body.message).toBe('That order is paid.');
  expect((await write({ type: 'payment', messageId: 'o2' })).status).toBe(400);
});
