import { z } from 'zod';

/** How webhooks are written. Documentation, captures and receivers in use differ, so every difference can be chosen. */
export const webhookFormSchema = z.strictObject({
  /** `to`: in real traffic, not in the documentation. */
  hasTo: z.boolean(),
  /** `from_name`: in real traffic, not in the documentation. */
  hasName: z.boolean(),
  /** Of a message that answers none. */
  context: z.enum(['absent', 'empty', 'null']),
  textBlock: z.enum(['object', 'array']),
  /** Of `message_type`; `captured` is upper case, but `button`. */
  typeCase: z.enum(['captured', 'upper', 'lower', 'absent']),
  coordinates: z.enum(['text', 'number']),
  /** Of `received_at`, also in delivery events. `seconds` and `milliseconds` are text. */
  receivedAt: z.enum(['seconds', 'number', 'milliseconds', 'date_time']),
  /** A tap on a template's button: since 10 September 2024, as some receivers expect it, and before that day. */
  templateReply: z.enum(['text_type', 'button_type', 'plain_text']),
  /** What a voice note is called. */
  voice: z.enum(['AUDIO', 'VOICE']),
  sha256: z.enum(['hex', 'base64']),
  /** Version 2 has `phoneNumber` and `pricing`. */
  deliveryVersion: z.union([z.literal(1), z.literal(2)]),
  /** `x-apiheader` in delivery events. */
  hasApiHeader: z.boolean(),
  statusCase: z.enum(['lower', 'upper']),
  /** Events of one kind in one request; fewer go out after a second. */
  batchSize: z.number().int().min(1).max(1000),
  /** Within a request. */
  order: z.enum(['as_happened', 'reversed']),
  /** Every event stands in the request twice. */
  repeats: z.boolean(),
  /** The "Webhook header" of the console. */
  header: z.strictObject({ name: z.string().min(1), value: z.string() }).nullable(),
});

export type WebhookForm = z.output<typeof webhookFormSchema>;

/** As captured from real traffic. */
export const CAPTURED_FORM: WebhookForm = {
  hasTo: true,
  hasName: true,
  context: 'empty',
  textBlock: 'object',
  typeCase: 'captured',
  coordinates: 'text',
  receivedAt: 'seconds',
  templateReply: 'text_type',
  voice: 'AUDIO',
  sha256: 'hex',
  deliveryVersion: 2,
  hasApiHeader: true,
  statusCase: 'lower',
  batchSize: 1,
  order: 'as_happened',
  repeats: false,
  header: null,
};
