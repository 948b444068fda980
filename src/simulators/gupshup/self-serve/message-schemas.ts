import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });
const caption = z.string().max(1024).optional();
const msgid = z.string().optional();
const coordinate = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);

const contact = z.looseObject({
  name: z.looseObject({ formatted_name: z.string().min(1).optional(), formattedName: z.string().min(1).optional() }),
  phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
});

const replyContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    header: z.string().max(60).optional(),
    text: z.string().min(1).max(1024),
    caption: z.string().max(60).optional(),
  }),
  z.object({
    type: z.enum(['image', 'video', 'file']),
    url,
    filename: z.string().optional(),
    text: z.string().min(1).max(1024),
    caption: z.string().max(60).optional(),
  }),
]);

const option = z.object({
  type: z.literal('text').optional(),
  title: z.string().min(1).max(20),
  postbackText: z.string().max(256).optional(),
});

const listOption = option.extend({ title: z.string().min(1).max(24), description: z.string().max(72).optional() });

const list = z
  .object({
    type: z.literal('list'),
    title: z.string().max(60).optional(),
    body: z.string().min(1).max(4096),
    footer: z.string().max(60).optional(),
    msgid,
    globalButtons: z.array(z.object({ title: z.string().min(1).max(20) })).min(1),
    items: z
      .array(
        z.object({
          title: z.string().max(24).optional(),
          subtitle: z.string().optional(),
          options: z.array(listOption).min(1),
        }),
      )
      .min(1)
      .max(10),
  })
  .refine(({ items }) => items.flatMap(({ options }) => options).length <= 10, 'more than ten options');

/** What the form field `message` holds. https://docs.gupshup.io/docs/session-messages */
export const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(4096) }),
  z.object({ type: z.literal('image'), originalUrl: url, previewUrl: url.optional(), caption }),
  z.object({ type: z.literal('audio'), url }),
  z.object({ type: z.literal('video'), url, caption }),
  z.object({ type: z.literal('file'), url, filename: z.string().optional(), caption }),
  z.object({ type: z.literal('sticker'), url }),
  z.object({
    type: z.literal('location'),
    longitude: coordinate,
    latitude: coordinate,
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({ type: z.literal('contact'), contact }),
  z.object({ type: z.literal('quick_reply'), msgid, content: replyContent, options: z.array(option).min(1).max(3) }),
  list,
  z.object({
    type: z.literal('location_request_message'),
    body: z.object({ type: z.literal('text').optional(), text: z.string().min(1).max(1024) }),
    action: z.object({ name: z.literal('send_location') }),
  }),
]);

export type SelfServeMessage = z.output<typeof messageSchema>;
