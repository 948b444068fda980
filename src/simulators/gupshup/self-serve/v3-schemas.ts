import { z } from 'zod';
import { buttonsAction, listAction } from '../enterprise/action-schemas.ts';
import { orderDetailsAction, orderStatusAction } from '../order-schemas.ts';

const link = z.url({ protocol: /^https?$/ });
const media = z.object({ link, caption: z.string().max(1024).optional(), filename: z.string().optional() });
const body = z.object({ text: z.string().min(1).max(4096) });
const footer = z.object({ text: z.string().max(60) }).optional();
const header = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('text'), text: z.string().max(60) }),
    z.object({ type: z.literal('image'), image: media }),
    z.object({ type: z.literal('video'), video: media }),
    z.object({ type: z.literal('document'), document: media }),
  ])
  .optional();

const shared = { header, body, footer };

const interactive = (nowMs: number) =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('button'), ...shared, action: buttonsAction }),
    z.object({ type: z.literal('list'), ...shared, action: listAction }),
    z.object({
      type: z.literal('cta_url'),
      ...shared,
      action: z.object({
        name: z.literal('cta_url'),
        parameters: z.object({ display_text: z.string().min(1).max(20), url: link }),
      }),
    }),
    z.object({
      type: z.literal('location_request_message'),
      ...shared,
      action: z.object({ name: z.literal('send_location') }),
    }),
    z.object({
      type: z.literal('flow'),
      ...shared,
      action: z.object({
        name: z.literal('flow'),
        parameters: z.looseObject({ flow_cta: z.string().min(1).max(30), flow_id: z.string().optional() }),
      }),
    }),
    z.object({ type: z.literal('order_details'), ...shared, action: orderDetailsAction(nowMs) }),
    z.object({ type: z.literal('order_status'), ...shared, action: orderStatusAction }),
  ]);

const envelope = {
  messaging_product: z.literal('whatsapp'),
  to: z
    .string()
    .regex(/^\+?\d{5,15}$/)
    .optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.[A-Za-z0-9.]+$/)
    .optional(),
  context: z.object({ message_id: z.string().min(1) }).optional(),
};

const parameter = z.looseObject({ type: z.string(), text: z.string().optional() });

/** A body in Meta's own form, as far as the product passes it on. `nowMs` judges the expiry of orders. */
export function v3MessageSchema(nowMs: number) {
  return z.discriminatedUnion('type', [
    z.object({ ...envelope, type: z.literal('text'), text: z.object({ body: z.string().min(1).max(4096) }) }),
    z.object({ ...envelope, type: z.literal('image'), image: media }),
    z.object({ ...envelope, type: z.literal('video'), video: media }),
    z.object({ ...envelope, type: z.literal('audio'), audio: media }),
    z.object({ ...envelope, type: z.literal('document'), document: media }),
    z.object({ ...envelope, type: z.literal('sticker'), sticker: media }),
    z.object({
      ...envelope,
      type: z.literal('location'),
      location: z.object({
        latitude: z.coerce.number(),
        longitude: z.coerce.number(),
        name: z.string().optional(),
        address: z.string().optional(),
      }),
    }),
    z.object({
      ...envelope,
      type: z.literal('contacts'),
      contacts: z.array(
        z.looseObject({
          name: z.looseObject({ formatted_name: z.string().min(1) }),
          phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
        }),
      ),
    }),
    z.object({ ...envelope, type: z.literal('interactive'), interactive: interactive(nowMs) }),
    z.object({
      ...envelope,
      type: z.literal('template'),
      template: z.object({
        name: z.string().min(1),
        language: z.object({ code: z.string().min(1) }),
        components: z.array(z.looseObject({ type: z.string(), parameters: z.array(parameter).optional() })).optional(),
      }),
    }),
  ]);
}

export type V3Message = z.output<ReturnType<typeof v3MessageSchema>>;
export type V3Interactive = Extract<V3Message, { type: 'interactive' }>['interactive'];
