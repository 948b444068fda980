import { afterAll, beforeAll, expect, test } from 'vitest';
import { ok } from '../api.ts';
import { type PartnerRig, startPartnerRig } from './rig.ts';

const BILL = {
  type: 'order_details',
  body: { text: 'Your order 77' },
  action: {
    parameters: {
      referenceId: 'order-77-1',
      type: 'digital-goods',
      paymentSettings: [{ type: 'payment_gateway', paymentGateway: { type: 'razorpay', configurationName: 'kite' } }],
      currency: 'INR',
      totalAmount: { value: 24_500, offset: 100 },
      order: {
        status: 'pending',
        items: [{ retailerId: 'sku-1', name: 'Kite', amount: { value: 24_000, offset: 100 }, quantity: 1 }],
        subtotal: { value: 24_000, offset: 100 },
        tax: { value: 500, offset: 100 },
      },
    },
  },
  paymentVariable: 'kite',
};

let rig: PartnerRig;
beforeAll(async () => {
  rig = await startPartnerRig('sqlite');
});
afterAll(() => rig.stop());

test('a person pays a bill, and the payment stands whole in the variable that the bot chose', async () => {
  const shop = await rig.open('gupshup');
  shop.bot.answerWith(({ messages: [message], session }) => {
    if (message?.type === 'payment') return { body: { messages: [`Thank you for ${message.referenceId}`] } };
    if (message?.text === 'kite, please') return { body: { messages: [BILL], session: { variables: { step: 2 } } } };
    return { body: { messages: [JSON.stringify(session.variables)] } };
  });
  const asha = shop.person('Asha');
  await shop.says(asha, 'kite, please');
  const [bill] = await shop.sees(asha, 1);
  expect(bill?.content.order).toMatchObject({ items: [{ name: 'Kite', quantity: 1 }] });
  expect(shop.bot.requests[0]?.body.session.variables).toEqual({});

  await shop.does(asha, { type: 'payment', messageId: bill?.id ?? '' });
  expect(await shop.heard(asha, 'payment')).toMatchObject({ status: 'success', referenceId: 'order-77-1' });
  expect((await shop.sees(asha, 2))[1]?.content.text).toBe('Thank you for order-77-1');
  await shop.says(asha, 'what do you know?');
  const known = JSON.parse((await shop.sees(asha, 3))[2]?.content.text ?? '');
  expect(known).toMatchObject({
    step: 2,
    kite: {
      ...{ type: 'payment', status: 'success', referenceId: 'order-77-1', currency: 'INR' },
      amount: { value: 24_500, offset: 100 },
      transactionId: expect.any(String),
      provider: { reference_id: 'order-77-1', transaction_id: expect.any(String) },
    },
  });
  expect(await shop.deadLetters()).toEqual([]);
});

test('a callback URL that names an application takes only what that application signed', async () => {
  const shop = await rig.open('gupshup');
  const { api, order } = rig;
  const made = await ok(
    api.POST('/api/v1/applications', { body: { name: 'Partner', audience: null, singleUse: false } }),
  );
  const params = { path: { id: shop.channelId } };
  await ok(api.PATCH('/api/v1/channels/{id}', { params, body: { settings: { applicationId: made.id } } }));
  const post = async (headers: Record<string, string>) => {
    const body = new URLSearchParams({ mobile: '919812300001', type: 'text', text: 'Hi' });
    const answer = await fetch(shop.webhookUrl, { method: 'POST', body, headers });
    return { status: answer.status, body: await answer.json() };
  };
  const refused = (msg: string) => ({ status: 401, body: { errors: [{ msg, code: 401 }] } });
  expect(await post({})).toEqual(refused('Access token not found'));
  expect(await post({ authorization: 'Bearer e30.e30.e30' })).toEqual(refused('Invalid access'));

  const app = { clientId: made.id, clientSecret: made.clientSecret };
  await order('/gupshup/app', { numberId: shop.numberId, app });
  const asha = shop.person('Asha of the other shop');
  await shop.says(asha, 'Hi');
  expect((await shop.sees(asha, 1))[0]?.content.text).toBe('echo: Hi');
  expect((await shop.messages()).length).toBe(2);
});

test('what cannot be read at all is told, as kindly as possible or as a platform before this one did', async () => {
  const shop = await rig.open('gupshup');
  const post = async (body: URLSearchParams | undefined) => {
    const answer = await fetch(shop.webhookUrl, { method: 'POST', ...(body && { body }) });
    return answer.status;
  };
  const nobody = new URLSearchParams({ type: 'text', text: 'Hi' });
  expect(await post(nobody)).toBe(400);
  expect(await post(undefined)).toBe(400);
  const unknown = shop.webhookUrl.replace(/[0-9a-f]{64}$/, 'f'.repeat(64));
  expect((await fetch(unknown, { method: 'POST', body: nobody })).status).toBe(404);
  const params = { path: { id: shop.channelId } };
  await ok(rig.api.PATCH('/api/v1/channels/{id}', { params, body: { settings: { compatibility: 'on' } } }));
  expect(await post(nobody)).toBe(500);
  expect(await post(undefined)).toBe(500);
  expect(await shop.messages()).toEqual([]);
});
