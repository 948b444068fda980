import { z } from 'zod';
import { areUnique, mediaSchema, text } from './schema-parts.ts';

const footer = z.strictObject({ text: text(60) }).optional();
const body = z.strictObject({ text: text(1024) });
const textHeader = z.strictObject({ type: z.literal('text'), text: text(60) });

const anyHeader = z.discriminatedUnion('type', [
  textHeader,
  z.strictObject({ type: z.literal('image'), image: mediaSchema([]) }),
  z.strictObject({ type: z.literal('video'), video: mediaSchema([]) }),
  z.strictObject({ type: z.literal('document'), document: mediaSchema(['filename']) }),
]);

const replyButton = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: text(256), title: text(20) }),
});

const buttons = z
  .array(replyButton)
  .min(1)
  .max(3)
  .refine((all) => areUnique(all.map(({ reply }) => reply.id)), 'Button ids must be unique.')
  .refine((all) => areUnique(all.map(({ reply }) => reply.title)), 'Button titles must be unique.');

const row = z.strictObject({ id: text(200), title: text(24), description: text(72).optional() });

const section = z.strictObject({ title: text(24).optional(), rows: z.array(row).min(1) });

const sections = z
  .array(section)
  .min(1)
  .max(10)
  .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'At most 10 rows in all sections together.')
  .refine((all) => areUnique(all.flatMap(({ rows }) => rows.map(({ id }) => id))), 'Row ids must be unique.')
  .refine((all) => all.length === 1 || all.every(({ title }) => title), 'Each of several sections needs a title.');

const card = z.looseObject({
  card_index: z.number().int().min(0).max(9),
  type: z.string(),
  body: z.strictObject({ text: text(160) }).optional(),
});

const cards = z
  .array(card)
  .min(2)
  .max(10)
  .refine((all) => areUnique(all.map((one) => String(one.card_index))), 'Each card_index must be unique.');

const urlParameters = z.strictObject({ display_text: text(20), url: z.url({ protocol: /^https?$/ }) });

/** An interactive kind that the simulated phone shows by its body text alone. */
function plain<T extends string>(type: T) {
  return z.looseObject({ type: z.literal(type), body: body.optional(), action: z.looseObject({}), footer });
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages and its siblings */
export const interactiveSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: anyHeader.optional(),
    body,
    footer,
    action: z.strictObject({ buttons }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: textHeader.optional(),
    body: z.strictObject({ text: text(4096) }),
    footer,
    action: z.strictObject({ button: text(20), sections }),
  }),
  z.strictObject({
    type: z.literal('cta_url'),
    header: anyHeader.optional(),
    body,
    footer,
    action: z.strictObject({ name: z.literal('cta_url'), parameters: urlParameters }),
  }),
  z.strictObject({
    type: z.literal('location_request_message'),
    body,
    action: z.strictObject({ name: z.literal('send_location') }),
  }),
  z.strictObject({ type: z.literal('carousel'), body, action: z.strictObject({ cards }) }),
  plain('flow'),
  plain('request_contact_info'),
  plain('voice_call'),
  plain('call_permission_request'),
  plain('product'),
  plain('product_list'),
  plain('catalog_message'),
  plain('address_message'),
  plain('order_details'),
  plain('order_status'),
]);
