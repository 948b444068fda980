import { z } from 'zod';
import { enterpriseConditionsSchema, selfServeConditionsSchema } from './conditions.ts';

const numberId = z.string().min(1);

export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  /** An object goes out as the encoding says, text as it is. */
  body: z.union([z.string(), z.record(z.string(), z.unknown())]),
  encoding: z.enum(['form', 'json']).optional(),
  /** Instead of what the associated application signs; empty: none. */
  authorization: z.string().optional(),
});

export const accountBody = z.looseObject({ numberId });

export const conditionsOf = {
  enterprise: enterpriseConditionsSchema.partial(),
  self_serve: selfServeConditionsSchema.partial(),
};

export const appBody = z.strictObject({
  numberId,
  app: z
    .strictObject({
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
      algorithm: z.enum(['HS256', 'HS512']).optional(),
      /** May be negative: a token that has ended already. */
      lifetimeSeconds: z.number().int().optional(),
    })
    .nullable(),
});

export const reportsBody = z.strictObject({ numberId, order: z.literal('reversed').optional() });

export const templateBody = z.strictObject({
  numberId,
  name: z.string(),
  language: z.string(),
  status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED']).optional(),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']).optional(),
  reason: z.string().optional(),
});

export type WebhookOrder = z.output<typeof webhookBody>;
export type TemplateOrder = z.output<typeof templateBody>;
