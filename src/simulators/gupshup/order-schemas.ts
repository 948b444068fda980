import { z } from 'zod';
import type { DisplayOrder } from '../kit/display-content.ts';
import type { OrderNews, SentOrder } from './orders.ts';

const amount = z.looseObject({ value: z.number().int().min(0), offset: z.literal(100) });
type AmountInput = z.output<typeof amount>;

const described = amount.extend({ description: z.string().max(60).optional() });
const REFERENCE = /^[A-Za-z0-9_.-]{1,60}$/;
const EARLIEST_EXPIRY_S = 300;

const item = z.looseObject({
  name: z.string().min(1).max(60),
  amount,
  sale_amount: amount.optional(),
  quantity: z.number().int().min(1),
});

const order = z
  .looseObject({
    status: z.literal('pending'),
    items: z.array(item).min(1),
    subtotal: amount,
    tax: described,
    shipping: described.optional(),
    discount: described.optional(),
    expiration: z
      .looseObject({ timestamp: z.string().regex(/^\d+$/), description: z.string().max(120).optional() })
      .optional(),
  })
  .refine(({ subtotal, items }) => subtotal.value === sumOf(items), 'subtotal is not the sum of the items');

const details = z
  .looseObject({
    reference_id: z.string().regex(REFERENCE),
    type: z.enum(['digital-goods', 'physical-goods']),
    currency: z.string().length(3),
    total_amount: amount,
    order,
  })
  .refine(({ total_amount, order: of }) => total_amount.value === totalOf(of), {
    path: ['total_amount'],
    error: 'is not subtotal + tax + shipping - discount',
  });

/** The `action` of a message with an order to pay. `nowMs` judges its expiry. */
export function orderDetailsAction(nowMs: number) {
  return z.looseObject({
    name: z.literal('review_and_pay'),
    parameters: details.refine(({ order: { expiration } }) => isAhead(expiration?.timestamp, nowMs), {
      path: ['order', 'expiration'],
      error: `must be at least ${EARLIEST_EXPIRY_S} seconds ahead`,
    }),
  });
}

/** The `action` of a message with news of an order. */
export const orderStatusAction = z.looseObject({
  name: z.literal('review_order'),
  parameters: z.looseObject({
    reference_id: z.string().regex(REFERENCE),
    order: z.looseObject({
      status: z.enum(['pending', 'processing', 'partially-shipped', 'shipped', 'completed', 'canceled']),
      description: z.string().max(120).optional(),
    }),
    payment: z.looseObject({ status: z.enum(['pending', 'captured', 'failed']) }).optional(),
  }),
});

type OrderDetails = z.output<typeof details>;

/** What is remembered of an order. */
export function readOrder({ reference_id, total_amount, currency }: OrderDetails): SentOrder {
  const { value, offset } = total_amount;
  return { referenceId: reference_id, total: { value, offset }, currency };
}

export function readOrderNews({ parameters }: z.output<typeof orderStatusAction>): OrderNews {
  return { referenceId: parameters.reference_id, status: parameters.order.status };
}

/** What a phone shows of an order. */
export function showOrder({ order: { items, status }, total_amount, currency }: OrderDetails): DisplayOrder {
  return {
    items: items.map(({ name, quantity, amount: price, sale_amount }) => ({
      name,
      quantity,
      price: (sale_amount ?? price).value / 100,
    })),
    total: total_amount.value / 100,
    currency,
    status,
  };
}

function isAhead(timestamp: string | undefined, nowMs: number): boolean {
  return timestamp === undefined || Number(timestamp) >= nowMs / 1000 + EARLIEST_EXPIRY_S;
}

function sumOf(items: readonly z.output<typeof item>[]): number {
  return items.reduce(
    (sum, { sale_amount, amount: full, quantity }) => sum + (sale_amount ?? full).value * quantity,
    0,
  );
}

function totalOf(of: {
  subtotal: AmountInput;
  tax: AmountInput;
  shipping?: AmountInput | undefined;
  discount?: AmountInput | undefined;
}): number {
  return of.subtotal.value + of.tax.value + (of.shipping?.value ?? 0) - (of.discount?.value ?? 0);
}
