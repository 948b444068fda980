import { describe, expect, test } from 'vitest';
import type { InboundContent, OutboundContent } from './content.ts';
import { awaitedPayments, awaitPayment, receivedIn, receivePayments } from './payments.ts';

const bill = { type: 'order_details', action: { parameters: { referenceId: 'order-77' } } } as OutboundContent;
const payment = (referenceId: string, status = 'success'): InboundContent => ({
  ...{ type: 'payment', status, referenceId, transactionId: 't1', provider: { transaction_id: 't1' } },
});

describe('payments in variables', () => {
  test('are awaited under the name that the bot chose', () => {
    const variables = awaitPayment({ step: 2 }, 'tea', bill);
    expect(variables).toEqual({ step: 2, tea: { type: 'payment', status: 'awaited', referenceId: 'order-77' } });
    expect(awaitPayment({ step: 2 }, 'tea', { type: 'text', text: 'Pay!' })).toEqual({ step: 2 });
  });

  test('are kept whole when they come, the last word last', () => {
    const variables = awaitPayment(awaitPayment({}, 'tea', bill), 'copy', bill);
    const pending = receivePayments(variables, [payment('order-77', 'pending')]);
    expect(pending).toEqual({ tea: payment('order-77', 'pending'), copy: payment('order-77', 'pending') });
    const paid = receivePayments(pending, [payment('order-77', 'pending'), payment('order-77')]);
    expect(paid).toEqual({ tea: payment('order-77'), copy: payment('order-77') });
  });

  test('of other bills, and other variables, stay as they are', () => {
    const variables = awaitPayment({ name: 'Ana', odd: { type: 'payment' } }, 'tea', bill);
    expect(receivePayments(variables, [payment('order-78'), { type: 'text', text: 'order-77' }])).toEqual(variables);
  });

  test('can be told from those that came before', () => {
    const before = receivePayments(awaitPayment({ step: 2 }, 'rice', bill), [payment('order-77')]);
    const received = [payment('order-78')];
    const variables = receivePayments({ ...before, tea: { ...payment('order-78'), status: 'awaited' } }, received);
    expect(receivedIn(variables, received)).toEqual({ tea: payment('order-78') });
    expect(receivedIn(before, received)).toEqual({});
  });

  test('outlive their session while they are awaited', () => {
    const variables = awaitPayment({ name: 'Ana', paid: payment('order-1') }, 'tea', bill);
    expect(awaitedPayments(variables)).toEqual({
      tea: { type: 'payment', status: 'awaited', referenceId: 'order-77' },
    });
  });
});
