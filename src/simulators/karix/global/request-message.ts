import { z } from 'zod';
import { GlobalRefusal } from './refusal.ts';

const e164 = z.string().regex(/^\+\d{7,15}$/);
const degrees = z.string().regex(/^-?\d+(\.\d+)?$/);

const content = z.union([
  z.strictObject({ text: z.string().min(1).max(4096) }),
  z.strictObject({
    media: z.strictObject({ url: z.url({ protocol: /^https?$/ }), caption: z.string().max(1024).optional() }),
  }),
  z.strictObject({
    location: z.strictObject({
      longitude: degrees,
      latitude: degrees,
      label: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
]);

const body = z.object({
  /** Left out it would be `sms`, which is not simulated. */
  channel: z.literal('whatsapp'),
  source: e164,
  /** Exactly one on WhatsApp. */
  destination: z.array(e164).length(1),
  content,
  events_url: z.url({ protocol: /^https?$/ }).optional(),
});

export type GlobalContent = z.output<typeof content>;

/** A message as the business wrote it. */
export interface RequestedMessage {
  readonly source: string;
  readonly destination: string;
  readonly content: GlobalContent;
  readonly eventsUrl?: string;
}

/** Reads `POST /message/`. Throws 400 with the member that is wrong. */
export function parseRequested(request: unknown): RequestedMessage {
  const { success, data, error } = body.safeParse(request);
  if (!success) {
    const [issue] = error.issues;
    throw new GlobalRefusal(400, issue?.message ?? 'Invalid request', String(issue?.path[0] ?? 'body'));
  }
  const {
    source,
    destination: [destination = ''],
    content: sent,
    events_url: eventsUrl,
  } = data;
  return { source, destination, content: sent, ...(eventsUrl && { eventsUrl }) };
}
