import { z } from 'zod';
import { WEBHOOK_FIELDS } from './webhook-fields.ts';

const numberId = z.string().min(1);

export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  field: z.string().min(1),
  value: z.record(z.string(), z.unknown()),
});

export const accountBody = z.strictObject({
  numberId,
  token: z.enum(['valid', 'expired', 'revoked', 'no_permission']).optional(),
  appSecretRequired: z.boolean().optional(),
  isRegistered: z.boolean().optional(),
  isVerified: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
  subscribedFields: z.array(z.enum(WEBHOOK_FIELDS)).nullable().optional(),
  /** The account is locked (131031), restricted for policy (368), or in maintenance (131057). */
  locked: z.boolean().optional(),
  restricted: z.boolean().optional(),
  maintenance: z.boolean().optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  throughputPerSecond: z.number().int().min(1).optional(),
  /** Digits; null lifts the limit of a test number. */
  allowedRecipients: z.array(z.string().regex(/^\d+$/)).nullable().optional(),
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .optional(),
  isOnBusinessApp: z.boolean().optional(),
});

export const templateBody = z.strictObject({
  numberId,
  name: z.string(),
  language: z.string(),
  status: z
    .enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'FLAGGED', 'LOCKED'])
    .optional(),
  reason: z.string().optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
});

export type AccountConditions = Omit<z.output<typeof accountBody>, 'numberId'>;
export type TemplateOrder = z.output<typeof templateBody>;

export type WebhookOrder = z.output<typeof webhookBody>;
