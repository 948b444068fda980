import { z } from 'zod';

const status = z.enum(['queued', 'sent', 'delivered', 'read', 'failed']);

export type ToldStatus = z.output<typeof status>;

/** How webhooks are written. Captures and receivers in use differ, so every difference can be chosen. */
export const webhookFormSchema = z.strictObject({
  /** A relay wraps every event in `data_body`. */
  isRelayed: z.boolean(),
  /** Delivery events as in 2026, as in 2025 (no `aCode`, `contentType`), or with what every receiver needs alone. */
  delivery: z.enum(['full', 'short', 'minimal']),
  /** `cust_ref` and what else the request had as reference comes back. */
  hasReference: z.boolean(),
  /** Statuses that are told; messages were seen with a single one. */
  statuses: z.array(status),
  /** In another order than it happened, a message's events come once it is delivered. */
  order: z.enum(['as_happened', 'reversed', 'queued_last']),
  /** Every event comes twice. */
  repeats: z.boolean(),
  /** Where an inbound file stands: below its kind, flat, or below `attachment`. */
  media: z.enum(['file_link', 'flat', 'attachment']),
  mimeTypeKey: z.enum(['mimeType', 'mime_type']),
  fileNameKey: z.enum(['filename', 'fileName']),
  sha256: z.enum(['hex', 'base64']),
  /** `contentType` and `messageType` of inbound messages. */
  typeCase: z.enum(['captured', 'upper', 'lower', 'absent']),
  /** A tap on a template's button: as usual, or in the two places where some receivers look too. */
  templateReply: z.enum(['button', 'button_reply', 'interactive']),
  /** What `context.id` names a message of the business by. */
  contextId: z.enum(['mid', 'wamid']),
  /** Where events of the global API name their version. */
  apiVersionIn: z.enum(['both', 'event', 'data']),
  /** Comes with every request; Karix signs nothing. */
  header: z.strictObject({ name: z.string().min(1), value: z.string() }).nullable(),
});

export type WebhookForm = z.output<typeof webhookFormSchema>;

/** As logged in 2026. */
export const LOGGED_FORM: WebhookForm = {
  isRelayed: false,
  delivery: 'full',
  hasReference: true,
  statuses: ['queued', 'sent', 'delivered', 'read', 'failed'],
  order: 'as_happened',
  repeats: false,
  media: 'file_link',
  mimeTypeKey: 'mimeType',
  fileNameKey: 'filename',
  sha256: 'hex',
  typeCase: 'captured',
  templateReply: 'button',
  contextId: 'mid',
  apiVersionIn: 'both',
  header: null,
};
