import { z } from 'zod';
import { answerFormSchema } from './answer-form.ts';
import { webhookFormSchema } from './webhook-form.ts';

const numberId = z.string().min(1);
const status = z.enum(['APPROVED', 'PENDING', 'REJECTED']);
const text = z.string().min(1);

const header = z.union([
  z.strictObject({ kind: z.enum(['image', 'video', 'document']) }),
  z.strictObject({ kind: z.literal('text'), text }),
]);

const button = z.union([
  z.strictObject({ kind: z.literal('quick_reply'), text }),
  z.strictObject({ kind: z.literal('url'), text, url: text }),
]);

/** `body`: JSON, or text that is sent as it is. */
export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
});

export const accountBody = z.strictObject({
  numberId,
  isKeyValid: z.boolean().optional(),
  bypassesOptIn: z.boolean().optional(),
  policyRefusals: z.enum(['in_answer', 'in_delivery']).optional(),
  messagesPerSecond: z.number().int().min(1).optional(),
  webhookForm: webhookFormSchema.partial().optional(),
});

export const answersBody = answerFormSchema.partial();

/** With a `body` a new template, which is pending unless it says otherwise; without one, a decision on those of the name. */
export const templateBody = z.strictObject({
  numberId,
  name: z.string().min(1),
  locale: z.string().min(1).optional(),
  category: z.enum(['marketing', 'utility', 'authentication']).optional(),
  header: header.optional(),
  body: text.optional(),
  footer: text.optional(),
  buttons: z.array(button).optional(),
  status: status.optional(),
});

export const consentBody = z.strictObject({
  numberId,
  /** Digits. */
  phone: z.string().regex(/^\d{6,15}$/),
  isOptedIn: z.boolean(),
});

export type WebhookOrder = z.output<typeof webhookBody>;
export type AccountConditions = Omit<z.output<typeof accountBody>, 'numberId'>;
export type AnswerOrder = z.output<typeof answersBody>;
export type TemplateOrder = z.output<typeof templateBody>;
export type ConsentOrder = z.output<typeof consentBody>;
