import { z } from 'zod';
import { dropUndefined } from './drop-undefined.ts';

const name = z.string().trim().min(1).max(100);
const username = z.string().trim().min(3).max(36);
const delayMs = z.number().int().min(0).max(3_600_000);
const code = z.number().int().min(0);
const numberId = z.string().min(1);
const ordered = { numberId, count: z.number().int().min(1).optional() };

const phone = z
  .string()
  .regex(/^\+?[\d\s().-]+$/)
  .refine((value) => /^\d{5,20}$/.test(value.replace(/\D/g, '')), 'expected 5 to 20 digits');

/** Turning further than this at once is a mistake. */
const LONGEST_ADVANCE_MS = 400 * 86_400_000;

export const chatParams = z.object({ numberId: z.string(), personId: z.string() });
export const personParams = z.object({ personId: z.string() });
export const fileParams = z.object({ fileId: z.string() });
export const clockBody = z.strictObject({ advanceMs: z.number().int().min(0).max(LONGEST_ADVANCE_MS) });
export const businessAppBody = z.strictObject({ text: z.string().min(1).max(65_536) });
export const preferencesBody = z.strictObject({ numberId, marketing: z.enum(['stop', 'resume']) });

export const newPersonBody = z
  .strictObject({
    name,
    phone: phone.optional(),
    username: username.optional(),
    withoutPhone: z.boolean().optional(),
    onWhatsApp: z.boolean().optional(),
    readReceipts: z.boolean().optional(),
  })
  .transform(dropUndefined);

export const personChangesBody = z
  .strictObject({
    name: name.optional(),
    username: username.nullable().optional(),
    phone: phone.optional(),
    onWhatsApp: z.boolean().optional(),
    readReceipts: z.boolean().optional(),
    /** Another spelling of `readReceipts`, which clients were promised. */
    readsReceipts: z.boolean().optional(),
  })
  .transform(({ readsReceipts, ...changes }) => ({ readReceipts: readsReceipts, ...dropUndefined(changes) }))
  .transform(dropUndefined);

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
