import { afterEach, beforeEach, expect, test } from 'vitest';
import { appMessage, type GupshupRig, gatewayText, startGupshupRig } from '../../../test/simulators/gupshup-rig.ts';

let rig: GupshupRig;

beforeEach(async () => {
  rig = await startGupshupRig();
  await rig.write();
  await rig.writeToApp();
});

afterEach(() => rig.stop());

const amount = (value: number) => ({ value, offset: 100 });

function orderAction(change: object = {}, order: object = {}) {
  return {
    name: 'review_and_pay',
    parameters: {
      reference_id: 'order-77-1',
      type: 'digital-goods',
      payment_type: 'upi',
      payment_configuration: 'bluekite-upi',
      currency: 'INR',
      total_amount: amount(30_000),
      order: {
        status: 'pending',
        items: [
          { retailer_id: 'sku-1', name: 'Kite', amount: amount(25_000), sale_amount: amount(24_000), quantity: 1 },
        ],
        subtotal: amount(24_000),
        tax: { ...amount(4_000), description: 'GST' },
        shipping: amount(3_000),
        discount: amount(1_000),
        ...order,
      },
      ...change,
    },
  };
}

function statusAction(status: string, reference_id = 'order-77-1') {
  return { name: 'review_order', parameters: { reference_id, order: { status } } };
}

const send = async (interactive_type: string, action: object) =>
  (await rig.gateway(gatewayText({ interactive_type, action: JSON.stringify(action) }))).json.response;

const pay = (messageId: string, status: 'success' | 'failed' | 'pending' = 'success') =>
  rig.simulator.write(rig.account.numberId, 'asha', { type: 'payment', messageId, status });

test('R20: a person pays an order, and the business is told the sum, the reference and a transaction', async () => {
  const { id } = await send('order_details', orderAction());
  const entry = rig.simulator.world.chats.open(rig.account.numberId, 'asha').get(id);
  expect(entry?.content.order).toEqual({
    items: [{ name: 'Kite', quantity: 1, price: 240 }],
    total: 300,
    currency: 'INR',
    status: 'pending',
  });
  await pay(id);
  const callbacks = await rig.callbacks(5);
  const paid = callbacks.find(({ interactive }) => interactive);
  expect(JSON.parse(paid.interactive)).toEqual({
    type: 'payment',
    payment: {
      transaction_id: expect.stringMatching(/^\d{12}$/),
      reference_id: 'order-77-1',
      total_amount: { offset: 100, value: 30_000 },
      currency: 'INR',
      transaction_type: 'upi',
      status: 'success',
    },
  });
  await expect(pay(id)).rejects.toThrow('That order is paid.');
});

test('R31: sums, lengths, references, states and expiry of an order are checked', async () => {
  const soon = String(rig.clock.now() / 1000 + 60);
  const wrong = [
    orderAction({ total_amount: amount(29_999) }),
    orderAction({}, { subtotal: amount(25_000) }),
    orderAction({ reference_id: 'order 77' }),
    orderAction({ reference_id: 'x'.repeat(61) }),
    orderAction({ type: 'services' }),
    orderAction({}, { status: 'shipped' }),
    orderAction({}, { expiration: { timestamp: soon, description: 'Soon' } }),
    orderAction({}, { tax: { ...amount(4_000), description: 'x'.repeat(61) } }),
  ];
  for (const action of wrong) expect(await send('order_details', action)).toMatchObject({ status: 'error', id: '101' });
  expect(await send('order_status', statusAction('lost'))).toMatchObject({ id: '101' });
});

test('R31: news of an order change it; a paid one cannot be canceled, an unknown one has no news', async () => {
  const { id } = await send('order_details', orderAction());
  await pay(id);
  await send('order_status', statusAction('shipped'));
  const entry = rig.simulator.world.chats.open(rig.account.numberId, 'asha').get(id);
  expect(entry?.content.order).toMatchObject({ status: 'shipped', payment: 'success' });
  const failed = async (count: number) =>
    (await rig.reports(count)).filter(({ eventType }) => eventType === 'FAILED').map(({ errorCode }) => errorCode);
  await send('order_status', statusAction('canceled'));
  expect(await failed(5)).toEqual(['2047']);
  await send('order_status', statusAction('completed', 'order-99'));
  expect(await failed(6)).toEqual(['2047', '2046']);
});

test('a try that failed can be paid again', async () => {
  const { id } = await send('order_details', orderAction());
  await pay(id, 'failed');
  await pay(id);
  const payments = (await rig.callbacks(6)).flatMap(({ interactive }) =>
    interactive ? JSON.parse(interactive).payment : [],
  );
  expect(payments.map(({ status }) => status)).toEqual(['failed', 'success']);
});

test('an app sends orders in Meta’s form and hears of the payment as a status', async () => {
  const { appId, partner } = rig.app;
  const { token } = (await rig.form('/partner/account/login', partner, {})).json;
  const appToken = (await rig.call('GET', `/partner/app/${appId}/token`, undefined, { token })).json.token.token;
  const body = {
    messaging_product: 'whatsapp',
    to: '919812300001',
    type: 'interactive',
    interactive: { type: 'order_details', body: { text: 'Your order 77' }, action: orderAction() },
  };
  const { json } = await rig.call('POST', `/partner/app/${appId}/v3/message`, body, { authorization: appToken });
  const messageId = json.messages[0].id;
  await rig.simulator.write(rig.app.numberId, 'asha', { type: 'payment', messageId });
  const callbacks = await rig.callbacks(6);
  const [status] = callbacks.flatMap(({ entry }) => entry?.[0].changes[0].value.statuses ?? []);
  expect(status).toMatchObject({
    id: messageId,
    type: 'payment',
    status: 'captured',
    recipient_id: '919812300001',
    payment: { reference_id: 'order-77-1', amount: amount(30_000), currency: 'INR' },
  });
  expect((await rig.form('/wa/api/v1/msg', appMessage({ type: 'order_details' }))).status).toBe(400);
});
