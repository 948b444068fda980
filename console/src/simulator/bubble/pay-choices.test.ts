import { expect, it } from 'vitest';
import type { ShownOrder } from '../api/types.ts';
import { isPayable } from './pay-choices.tsx';

const items = [{ name: 'Kite', quantity: 1, price: 3 }];
const canPay = (order?: ShownOrder) => isPayable({ content: order ? { order } : {} });

it('an order with goods is paid once, and tried again as long as it failed or waits', () => {
  expect(
    [{ items }, { items, payment: 'failed' as const }, { items, payment: 'pending' as const }].map(canPay),
  ).toEqual([...[true, true, true]]);
  expect(canPay({ items, payment: 'success' })).toBe(false);
});

it('news of an order, and what is no order, cannot be paid', () => {
  expect(canPay({ items: [], status: 'shipped' })).toBe(false);
  expect(canPay()).toBe(false);
});
