import { z } from 'zod';

const name = z.string().trim().min(1).max(100);
const caption = z.string().max(1024).optional();
const replyTo = z.string().min(1).optional();
const delayMs = z.number().int().min(0).max(3_600_000);
const code = z.number().int().min(0);
const ordered = { numberId: z.string().min(1), count: z.number().int().min(1).optional() };

export const chatParams = z.object({ numberId: z.string(), personId: z.string() });

export const newPersonBody = z
  .strictObject({
    name,
    phone: z
      .string()
      .regex(/^\+?[\d\s().-]+$/)
      .refine((phone) => /^\d{5,20}$/.test(phone.replace(/\D/g, '')), 'expected 5 to 20 digits')
      .optional(),
    username: z.string().trim().min(3).max(36).optional(),
    withoutPhone: z.boolean().optional(),
  })
  .transform(dropUndefined);

export const personMessageBody = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(65_536), replyTo }),
  z.strictObject({ type: z.literal('button'), messageId: z.string(), buttonId: z.string() }),
  z.strictObject({ type: z.literal('list'), messageId: z.string(), rowId: z.string() }),
  z.strictObject({ type: z.literal('image'), url: z.url({ protocol: /^https?$/ }), caption, replyTo }),
  z.strictObject({ type: z.literal('image'), dataUrl: z.string().startsWith('data:'), caption, replyTo }),
]);

export const faultBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('error'),
      ...ordered,
      status: z.number().int().min(400).max(599).optional(),
      code: code.optional(),
      details: z.string().max(500).optional(),
      processed: z.boolean().optional(),
    }),
    z.strictObject({ kind: z.literal('drop'), ...ordered }),
    z.strictObject({ kind: z.literal('drop_before'), ...ordered }),
    z.strictObject({ kind: z.literal('delay'), ...ordered, delayMs }),
    z.strictObject({ kind: z.literal('hang'), ...ordered, processed: z.boolean().optional() }),
    z.strictObject({ kind: z.literal('failed'), ...ordered, code }),
    z.strictObject({ kind: z.literal('webhook_duplicate'), ...ordered }),
    z.strictObject({ kind: z.literal('webhook_disorder'), ...ordered }),
    z.strictObject({ kind: z.literal('webhook_delay'), ...ordered, delayMs }),
  ])
  .transform(dropUndefined);

type Present<T> = T extends unknown ? { [K in keyof T]: Exclude<T[K], undefined> } : never;

/** Optional members that are there but undefined are left out, as `exactOptionalPropertyTypes` wants it. */
function dropUndefined<T extends object>(value: T): Present<T> {
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  // Object.fromEntries cannot tell the keys; they are those of `value`.
  return Object.fromEntries(present) as Present<T>;
}
