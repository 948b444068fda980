import { z } from 'zod';
import { answerFormSchema } from './rcm/refusal.ts';
import { webhookFormSchema } from './webhook-form.ts';

const numberId = z.string().min(1);
const text = z.string().min(1);

/** `body`: JSON, or text that is sent as it is. */
export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
});

export const accountBody = z.strictObject({
  numberId,
  areCredentialsValid: z.boolean().optional(),
  isSuspended: z.boolean().optional(),
  acceptsAuthorization: z.boolean().optional(),
  requiresSha256: z.boolean().optional(),
  hasBalance: z.boolean().optional(),
  messagesPerSecond: z.number().int().min(1).optional(),
  webhookForm: webhookFormSchema.partial().optional(),
});

export const answersBody = answerFormSchema.partial();

const header = z.union([
  z.strictObject({ kind: z.enum(['image', 'video', 'document']) }),
  z.strictObject({ kind: z.literal('text'), text }),
]);

const button = z.union([
  z.strictObject({ kind: z.literal('quick_reply'), text }),
  z.strictObject({ kind: z.literal('url'), text, url: text }),
]);

/** With a `body` a new template, which is pending unless it says otherwise; without one, a decision. */
export const templateBody = z.strictObject({
  numberId,
  name: text,
  language: text.optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
  header: header.optional(),
  body: text.optional(),
  footer: text.optional(),
  buttons: z.array(button).optional(),
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED']).optional(),
});

export type WebhookOrder = z.output<typeof webhookBody>;
export type AccountConditions = Omit<z.output<typeof accountBody>, 'numberId'>;
export type AnswerOrder = z.output<typeof answersBody>;
export type TemplateOrder = z.output<typeof templateBody>;
