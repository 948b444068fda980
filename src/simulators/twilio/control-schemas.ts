import { z } from 'zod';
import { LIST_REPLIES } from './accounts.ts';

const numberId = z.string().min(1);
const parameters = z.record(z.string(), z.string());

/** A webhook of any kind; `status` goes where status callbacks go. */
export const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  kind: z.enum(['message', 'status']).optional(),
  parameters,
});

export const accountBody = z.strictObject({
  numberId,
  status: z.enum(['active', 'suspended', 'closed']).optional(),
  type: z.enum(['Trial', 'Full']).optional(),
  refusesCredentials: z.boolean().optional(),
  requestsPerSecond: z.number().int().min(1).nullable().optional(),
  isQueueFull: z.boolean().optional(),
  /** Null: messages get through again. */
  channelFailure: z.number().int().min(1).nullable().optional(),
  enforcesMediaAuth: z.boolean().optional(),
  sendsJson: z.boolean().optional(),
  signsWrongly: z.boolean().optional(),
  extraParameters: parameters.optional(),
  omittedParameters: z.array(z.string()).optional(),
  listReply: z.enum(LIST_REPLIES).optional(),
  userIdParameter: z.enum(['ExternalUserId', 'ExternalUserIdentifier']).optional(),
  skippedStatuses: z.array(z.string()).optional(),
  plainNumbers: z.array(z.string().regex(/^\d+$/)).optional(),
  forwardsJoin: z.boolean().optional(),
});

export const senderBody = z.strictObject({
  numberId,
  status: z.enum(['CREATING', 'ONLINE', 'OFFLINE', 'PENDING_VERIFICATION', 'VERIFYING', 'TWILIO_REVIEW']).optional(),
  perSecond: z.number().positive().optional(),
  callbackMethod: z.enum(['GET', 'POST', 'PUT']).optional(),
  fallbackUrl: z.string().optional(),
});

export const templateBody = z.strictObject({
  contentSid: z.string(),
  status: z.enum(['unsubmitted', 'received', 'pending', 'approved', 'rejected', 'paused', 'disabled']),
  reason: z.string().optional(),
});

export const personBody = z.strictObject({
  numberId,
  personId: z.string(),
  blocks: z.boolean().optional(),
  /** Membership in the sandbox of the number's account. */
  isInSandbox: z.boolean().optional(),
});

export const sandboxBody = z.strictObject({ numberId });

export type WebhookOrder = z.output<typeof webhookBody>;
export type AccountOrder = Omit<z.output<typeof accountBody>, 'numberId'>;
export type SenderOrder = Omit<z.output<typeof senderBody>, 'numberId'>;
export type TemplateOrder = z.output<typeof templateBody>;
export type PersonOrder = z.output<typeof personBody>;
