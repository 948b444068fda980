import type { PersonAct } from '../kit/numbers.ts';
import { notPossible } from '../kit/problem.ts';
import type { GupshupIds } from './ids.ts';
import type { Amount, Orders } from './orders.ts';

/** What the business is told of a payment. */
export interface Payment {
  transaction_id: string;
  reference_id: string;
  total_amount: Amount;
  currency: string;
  transaction_type: 'upi';
  status: 'success' | 'failed' | 'pending';
}

/** Pays for an order that was sent. Throws a problem where the message was none. */
export function payOrder(
  { of, status }: Extract<PersonAct, { kind: 'payment' }>,
  { orders, ids }: { orders: Orders; ids: GupshupIds },
): Payment {
  const order = orders.ofEntry(of.id);
  if (!order) throw notPossible('That message has no order to pay.');
  return {
    transaction_id: ids.digits(12),
    reference_id: order.referenceId,
    total_amount: { offset: order.total.offset, value: order.total.value },
    currency: order.currency,
    transaction_type: 'upi',
    status,
  };
}
