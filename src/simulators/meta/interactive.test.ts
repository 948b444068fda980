import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig();
});

afterEach(() => rig.stop());

const send = (content: object) =>
  rig.send({ type: 'interactive', interactive: { body: { text: 'Well?' }, ...content } });

async function shown() {
  const entry = rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries.at(-1);
  return { kind: entry?.kind, ...entry?.content };
}

const section = (count: number, title = 'New') => ({
  title,
  product_items: Array.from({ length: count }, (_, index) => ({ product_retailer_id: `A${index}` })),
});
const amount = (value: number) => ({ value, offset: 100 });
const payment = {
  reference_id: 'INV-118',
  type: 'physical-goods',
  currency: 'INR',
  payment_settings: [{ type: 'payment_link', payment_link: { uri: 'https://pay.example/118' } }],
  total_amount: amount(245_000),
  order: {
    status: 'pending',
    items: [{ name: 'Tide tables', amount: amount(122_500), quantity: 2 }],
    subtotal: amount(245_000),
    tax: amount(0),
  },
};
const details = (change: object = {}) => ({
  type: 'order_details',
  action: { name: 'review_and_pay', parameters: { ...payment, ...change } },
});
const flow = (change: object = {}) => ({
  type: 'flow',
  action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '12', flow_cta: 'Start', ...change } },
});
const card = (index: number, more: object = {}) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: 'https://a.example/1.jpg' } },
  body: { text: 'One' },
  action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://a.example/1' } },
  ...more,
});
const carousel = (...cards: object[]) => ({ type: 'carousel', action: { cards } });

test.each<[string, object, object]>([
  [
    'product',
    { type: 'product', action: { catalog_id: '1', product_retailer_id: 'A1' } },
    { products: { catalogId: '1', sections: [{ productIds: ['A1'] }] } },
  ],
  [
    'product_list',
    {
      type: 'product_list',
      header: { type: 'text', text: 'Picks' },
      action: { catalog_id: '1', sections: [section(2)] },
    },
    { header: 'Picks', products: { catalogId: '1', sections: [{ title: 'New', productIds: ['A0', 'A1'] }] } },
  ],
  ['catalog_message', { type: 'catalog_message', action: { name: 'catalog_message' } }, { products: { sections: [] } }],
  [
    'carousel',
    carousel(card(0), card(1)),
    {
      cards: [0, 1].map(() => ({
        header: { mediaUrl: 'https://a.example/1.jpg', mimeType: 'image/*' },
        text: 'One',
        link: { label: 'Buy', url: 'https://a.example/1' },
      })),
    },
  ],
  [
    'flow',
    flow({ flow_action: 'navigate', flow_action_payload: { screen: 'WELCOME' } }),
    { flow: { label: 'Start', flowId: '12', screen: 'WELCOME' } },
  ],
  [
    'order_details',
    details(),
    {
      order: {
        items: [{ name: 'Tide tables', quantity: 2, price: 1225 }],
        total: 2450,
        currency: 'INR',
        status: 'pending',
      },
    },
  ],
  [
    'order_status',
    {
      type: 'order_status',
      action: { name: 'review_order', parameters: { reference_id: 'INV-118', order: { status: 'shipped' } } },
    },
    { order: { items: [], status: 'shipped' } },
  ],
  [
    'voice_call',
    { type: 'voice_call', action: { name: 'voice_call', parameters: { display_text: 'Ring us' } } },
    { phoneButtons: [{ label: 'Ring us', phoneNumber: '+15550109999' }] },
  ],
  [
    'location_request_message',
    { type: 'location_request_message', action: { name: 'send_location' } },
    { locationRequest: true },
  ],
  [
    'request_contact_info',
    { type: 'request_contact_info', action: { name: 'request_contact_info' } },
    { buttons: [{ id: 'share_contact', title: 'Share contact info' }] },
  ],
  [
    'address_message',
    { type: 'address_message', action: { name: 'address_message', parameters: { country: 'IN' } } },
    { flow: { label: 'Provide address' } },
  ],
])('a message of kind %s is accepted and shown', async (kind, content, expected) => {
  expect((await send(content)).status).toBe(200);
  expect(await shown()).toEqual({ kind, text: 'Well?', ...expected });
});

test.each<[string, object]>([
  [
    '31 products',
    { type: 'product_list', header: { type: 'text', text: 'a' }, action: { catalog_id: '1', sections: [section(31)] } },
  ],
  ['a product list without header', { type: 'product_list', action: { catalog_id: '1', sections: [section(1)] } }],
  [
    'a product with a header',
    { type: 'product', header: { type: 'text', text: 'a' }, action: { catalog_id: '1', product_retailer_id: 'A' } },
  ],
  ['eleven cards', carousel(...Array.from({ length: 11 }, (_, index) => card(index)))],
  ['cards of one index', carousel(card(0), card(0))],
  [
    'cards of two kinds',
    carousel(card(0), { card_index: 1, type: 'product', action: { product_retailer_id: 'A', catalog_id: '1' } }),
  ],
  ['a card body too long', carousel(card(0), card(1, { body: { text: 'x'.repeat(161) } }))],
  ['a flow with id and name', flow({ flow_name: 'visit' })],
  ['a flow without either', flow({ flow_id: undefined })],
  ['a flow that fetches and brings data', flow({ flow_action: 'data_exchange', flow_action_payload: { screen: 'A' } })],
  ['an order that does not add up', details({ total_amount: amount(1) })],
  ['a reference too long', details({ reference_id: 'x'.repeat(36) })],
  [
    'an address elsewhere',
    { type: 'address_message', action: { name: 'address_message', parameters: { country: 'GB' } } },
  ],
  ['a call for too long', { type: 'voice_call', action: { name: 'voice_call', parameters: { ttl_minutes: 43_201 } } }],
])('%s are refused', async (_what, content) => {
  const { status, body } = await send(content);
  expect(status).toBe(400);
  expect([100, 131008, 131009]).toContain((body as { error: { code: number } }).error.code);
});

test('a reaction of the business stands at its target, one to nothing fails', async () => {
  const messageId = await rig.write('Hi');
  await rig.send({ type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } });
  const { entries } = rig.simulator.world.chats.open(number.phoneNumberId, 'mina');
  expect(entries).toMatchObject([{ id: messageId, reactions: [{ by: 'business', emoji: '👍' }] }]);
  await rig.send({ type: 'reaction', reaction: { message_id: 'wamid.unknown', emoji: '👍' } });
  await rig.clock.advance(1_000);
  expect(rig.values().flatMap((value) => value.statuses ?? [])).toMatchObject([
    { status: 'sent' },
    { status: 'failed', errors: [{ code: 131009 }] },
  ]);
});

test('somebody who left WhatsApp gets nothing', async () => {
  await rig.write('Hi');
  rig.simulator.changePerson('mina', { onWhatsApp: false });
  await rig.send({ text: { body: 'a' } });
  await rig.clock.advance(1_000);
  expect(rig.values().at(-1)?.statuses).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
});
