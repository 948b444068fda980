import { expect, test } from 'vitest';
import type { CommerceContent } from '../../domain/content.ts';
import { orderProblem } from './order-check.ts';

const NOW = 1781000000000;
const money = (value: number, more = {}) => ({ value, offset: 100, ...more });

const parameters = {
  referenceId: 'order-77-1',
  type: 'digital-goods',
  currency: 'INR',
  totalAmount: money(30_000),
  order: {
    status: 'pending',
    items: [{ retailerId: 'sku-1', name: 'Kite', amount: money(25_000), quantity: 1, saleAmount: money(24_000) }],
    subtotal: money(24_000),
    tax: money(4_000, { description: 'GST' }),
    shipping: money(3_000),
    discount: money(1_000),
    expiration: { timestamp: '1781003600', description: 'Valid one hour' },
  },
};
const { order } = parameters;

function details(changed: Record<string, unknown> = {}): CommerceContent {
  return {
    type: 'order_details',
    body: { text: 'Your order 77' },
    action: { parameters: { ...parameters, ...changed } },
  };
}

const withOrder = (changed: Record<string, unknown>) => details({ order: { ...order, ...changed } });

function status(changed: Record<string, unknown> = {}): CommerceContent {
  const own = { referenceId: 'order-77-1', order: { status: 'shipped' }, payment: { status: 'captured' }, ...changed };
  return { type: 'order_status', body: { text: 'Shipped' }, action: { parameters: own } };
}

test('R31: a sound order has no problem', () => {
  expect(orderProblem(details(), NOW)).toBeUndefined();
  expect(orderProblem(status(), NOW)).toBeUndefined();
});

test.each<[string, CommerceContent, string]>([
  ['a total that is no sum', details({ totalAmount: money(30_001) }), 'discount is 30000'],
  ['a subtotal that is no sum', withOrder({ subtotal: money(25_000) }), 'items make 24000'],
  ['another offset', details({ totalAmount: { value: 30_000, offset: 1_000 } }), 'offset 100'],
  ['half hundredths', withOrder({ tax: money(0.5) }), 'tax'],
  ['a reference with spaces', details({ referenceId: 'order 77' }), 'referenceId'],
  ['a long reference', details({ referenceId: 'x'.repeat(61) }), 'referenceId'],
  ['another type', details({ type: 'goods' }), 'digital-goods'],
  ['an order that began', withOrder({ status: 'shipped' }), 'pending'],
  ['no items', withOrder({ items: [] }), 'one item'],
  ['a nameless item', withOrder({ items: [{ amount: money(1), quantity: 1 }] }), 'name'],
  ['half an item', withOrder({ items: [{ name: 'Kite', amount: money(1), quantity: 0.5 }] }), 'quantity'],
  ['a long name', withOrder({ items: [{ ...order.items[0], name: 'x'.repeat(61) }] }), '60 characters'],
  ['a long description', withOrder({ tax: money(4_000, { description: 'x'.repeat(61) }) }), '60 characters'],
  ['an early end', withOrder({ expiration: { timestamp: '1781000299' } }), '300 seconds'],
  ['a long body', { ...details(), body: { text: 'x'.repeat(1_025) } }, '1024 characters'],
  ['a long footer', { ...details(), footer: { text: 'x'.repeat(61) } }, '60 characters'],
  ['no body', { ...details(), body: undefined }, 'text'],
  ['an unknown state of the order', status({ order: { status: 'lost' } }), 'pending, processing'],
  ['an unknown state of the payment', status({ payment: { status: 'paid' } }), 'captured'],
  ['a long description of the state', status({ order: { status: 'shipped', description: 'x'.repeat(121) } }), '120'],
])('R31: %s is told', (_what, content, message) => {
  expect(orderProblem(content, NOW)).toContain(message);
});
