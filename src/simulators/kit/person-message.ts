import { z } from 'zod';

const text = z.string().min(1).max(65_536);
const entryId = z.string().min(1);
const replyTo = entryId.optional();
const amount = z.number().min(0);

const media = z
  .strictObject({
    type: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    url: z.url({ protocol: /^https?$/ }).optional(),
    dataUrl: z.string().startsWith('data:').optional(),
    fileId: z.string().optional(),
    fileName: z.string().min(1).max(255).optional(),
    caption: z.string().max(1024).optional(),
    replyTo,
  })
  .refine(
    ({ url, dataUrl, fileId }) => [url, dataUrl, fileId].filter(Boolean).length === 1,
    'one of url, dataUrl and fileId is needed',
  );

const location = z.strictObject({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
  messageId: entryId.optional(),
});

const contact = z.strictObject({
  name: z.string().min(1),
  phones: z.array(z.string().min(1)),
  emails: z.array(z.string().min(1)).optional(),
  organization: z.string().min(1).optional(),
});

const order = z.strictObject({
  type: z.literal('order'),
  catalogId: z.string().optional(),
  items: z
    .array(
      z.strictObject({
        productId: z.string().min(1),
        quantity: z.number().int().min(1),
        price: amount,
        currency: z.string().length(3),
      }),
    )
    .min(1),
  text: z.string().optional(),
});

/** `messageId`: the entry with the order. */
const payment = z.strictObject({
  type: z.literal('payment'),
  messageId: entryId,
  status: z.enum(['success', 'failed', 'pending']).optional(),
});

/** What a script or the browser's phone asks a person to do in a chat. Messages are named by entry id. */
export const personMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text, replyTo }),
  z.strictObject({ type: z.literal('button'), messageId: entryId, buttonId: z.string() }),
  z.strictObject({ type: z.literal('list'), messageId: entryId, rowId: z.string() }),
  media,
  location,
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(contact).min(1).max(257) }),
  z.strictObject({ type: z.literal('reaction'), messageId: entryId, emoji: z.string().max(50) }),
  z.strictObject({ type: z.literal('edit'), messageId: entryId, text }),
  z.strictObject({ type: z.literal('revoke'), messageId: entryId }),
  order,
  z.strictObject({
    type: z.literal('flow_reply'),
    messageId: entryId,
    data: z.record(z.string(), z.unknown()),
  }),
  payment,
  z.strictObject({ type: z.literal('unsupported'), kind: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('referral'), text, referral: z.record(z.string(), z.unknown()).optional() }),
]);

export type PersonMessage = z.output<typeof personMessageSchema>;
export type PersonMediaMessage = z.output<typeof media>;
/** Reactions, edits and revokes change a message that stands in the chat; the others are messages of their own. */
export type PersonChangeMessage = Extract<PersonMessage, { type: 'reaction' | 'edit' | 'revoke' }>;
export type PersonNewMessage = Exclude<PersonMessage, PersonChangeMessage>;
