import { z } from 'zod';
import { dropUndefined } from '../kit/drop-undefined.ts';
import { HMAC_ALGORITHMS, SCOPES } from './account.ts';
import { CATEGORIES, QUALITIES, STATUSES } from './templates/template.ts';

const numberId = z.string().min(1);
const digits = z.string().regex(/^\d+$/);

export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  event: z
    .enum([
      ...(['INBOUND_MESSAGE', 'DELIVERY', 'SEEN', 'TEMPLATE_UPDATE', 'PAYMENT_STATUS'] as const),
      ...(['MARKETING_SUBSCRIPTION_UPDATE', 'IDENTITY_CHANGE'] as const),
    ])
    .default('INBOUND_MESSAGE'),
  /** The whole body, whatever it is. */
  body: z.record(z.string(), z.unknown()),
});

export const inboundBody = z.strictObject({
  numberId,
  personId: z.string().min(1),
  /** With its `type`, such as `INFECTED_CONTENT` or one that nobody knows. */
  message: z.looseObject({ type: z.string() }),
});

export const accountBody = z
  .strictObject({
    numberId,
    /** No credentials are good any more. */
    isLocked: z.boolean().optional(),
    /** Sends are rejected with status 12. */
    hasNoCredits: z.boolean().optional(),
    /** Of the API key; null: all. */
    scopes: z.array(z.enum(SCOPES)).nullable().optional(),
    /** The numbers that a trial account reaches; null: everybody. */
    trialRecipients: z.array(digits).nullable().optional(),
    sendsPerSecond: z.number().int().min(1).optional(),
    /** Makes the sender a shared one; null: the account's own. */
    sharedKeyword: z.string().regex(/^\S+$/).nullable().optional(),
    quality: z.enum(QUALITIES).optional(),
    state: z
      .enum([
        ...(['BANNED', 'CONNECTED', 'DELETED', 'DISCONNECTED', 'FLAGGED', 'MIGRATED', 'PENDING'] as const),
        ...(['RATE_LIMITED', 'RESTRICTED', 'UNKNOWN', 'UNVERIFIED'] as const),
      ])
      .optional(),
    currentLimit: z.enum(['LIMIT_NA', 'LIMIT_250', 'LIMIT_2K', 'LIMIT_10K', 'LIMIT_100K', 'UNLIMITED']).optional(),
  })
  .transform(dropUndefined);

/** What the operator enters in the portal. */
export const callbackBody = z.strictObject({
  numberId,
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string(), z.string()).optional(),
  security: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('BASIC'), username: z.string(), password: z.string() }),
      z.strictObject({ type: z.literal('HMAC'), secretKey: z.string(), algorithm: z.enum(HMAC_ALGORITHMS) }),
    ])
    .optional(),
});

export const conditionsBody = z
  .strictObject({
    batchSize: z.number().int().min(1).max(2_000).optional(),
    batchWaitMs: z.number().int().min(0).max(60_000).optional(),
    reversed: z.boolean().optional(),
    offset: z.enum(['+0000', '-0300']).optional(),
    intermediateReports: z.boolean().optional(),
    callbackDataInReports: z.boolean().optional(),
    contactInReports: z.boolean().optional(),
    contextFrom: z.enum(['business', 'person']).optional(),
    keywordInText: z.boolean().optional(),
    hmac: z
      .strictObject({ header: z.string().min(1), encoding: z.enum(['hex', 'base64']), prefix: z.string() })
      .optional(),
  })
  .transform(dropUndefined);

export const templateBody = z
  .strictObject({
    numberId,
    name: z.string(),
    language: z.string(),
    status: z.enum(STATUSES).optional(),
    reason: z.string().optional(),
    quality: z.enum(QUALITIES).optional(),
    category: z.enum(CATEGORIES).optional(),
  })
  .transform(dropUndefined);

export const mediaBody = z.strictObject({
  /** Whether downloads lead to the CDN. */
  redirects: z.boolean().optional(),
  /** All files are gone, as after seven days. */
  expire: z.literal(true).optional(),
});

export type WebhookOrder = z.input<typeof webhookBody>;
export type InboundOrder = z.output<typeof inboundBody>;
export type AccountConditions = Omit<z.output<typeof accountBody>, 'numberId'>;
export type TemplateOrder = z.output<typeof templateBody>;
export type MediaOrder = z.output<typeof mediaBody>;
