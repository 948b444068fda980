import { z } from 'zod';
import { body, footer, imageHeaderOnly, text } from './schema-parts.ts';

const amount = z.looseObject({ value: z.number().int().min(0), offset: z.literal(100) });
type Amount = z.output<typeof amount>;

const item = z.looseObject({
  retailer_id: z.string().optional(),
  name: text(60),
  amount,
  sale_amount: amount.optional(),
  quantity: z.number().int().min(1),
});

const order = z
  .looseObject({
    status: z.literal('pending'),
    expiration: z.strictObject({ timestamp: z.string().regex(/^\d+$/), description: text(120) }).optional(),
    items: z.array(item).min(1),
    subtotal: amount,
    tax: amount,
    shipping: amount.optional(),
    discount: amount.optional(),
  })
  .refine((value) => value.subtotal.value === sumOf(value.items), 'subtotal is not the sum of the items');

const details = z
  .looseObject({
    reference_id: z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/),
    type: z.enum(['physical-goods', 'digital-goods']),
    payment_type: z.string().optional(),
    payment_settings: z.array(z.looseObject({ type: z.string() })).min(1),
    currency: z.enum(['INR', 'BRL']),
    total_amount: amount,
    order,
  })
  .refine((value) => value.currency === 'BRL' || value.reference_id.length <= 35, {
    path: ['reference_id'],
    error: 'must be at most 35 characters',
  })
  .refine((value) => value.total_amount.value === totalOf(value.order), {
    path: ['total_amount'],
    error: 'is not subtotal + tax + shipping − discount',
  });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/payment-links */
export const orderDetailsSchema = z.strictObject({
  type: z.literal('order_details'),
  header: imageHeaderOnly.optional(),
  body,
  footer,
  action: z.strictObject({ name: z.literal('review_and_pay'), parameters: details }),
});

export const orderStatusSchema = z.strictObject({
  type: z.literal('order_status'),
  body,
  footer,
  action: z.strictObject({
    name: z.literal('review_order'),
    parameters: z.looseObject({
      reference_id: z.string().min(1),
      order: z.looseObject({
        status: z.enum([
          ...(['pending', 'processing', 'partially-shipped', 'partially_shipped', 'shipped'] as const),
          ...(['completed', 'canceled'] as const),
        ]),
        description: text(120).optional(),
      }),
    }),
  }),
});

function sumOf(items: readonly { amount: Amount; sale_amount?: Amount | undefined; quantity: number }[]): number {
  return items.reduce((sum, one) => sum + (one.sale_amount ?? one.amount).value * one.quantity, 0);
}

function totalOf({ subtotal, tax, shipping, discount }: z.output<typeof order>): number {
  return subtotal.value + tax.value + (shipping?.value ?? 0) - (discount?.value ?? 0);
}
