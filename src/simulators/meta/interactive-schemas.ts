import { z } from 'zod';
import { carouselSchema } from './carousel-schema.ts';
import { catalogSchema, productListSchema, productSchema } from './commerce-schemas.ts';
import { orderDetailsSchema, orderStatusSchema } from './payment-schemas.ts';
import {
  addressSchema,
  callPermissionSchema,
  contactRequestSchema,
  flowSchema,
  locationRequestSchema,
  voiceCallSchema,
} from './request-schemas.ts';
import { anyHeader, areUnique, body, footer, text, textHeader, urlParameters } from './schema-parts.ts';

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
  locationRequestSchema,
  carouselSchema,
  flowSchema,
  contactRequestSchema,
  voiceCallSchema,
  callPermissionSchema,
  productSchema,
  productListSchema,
  catalogSchema,
  addressSchema,
  orderDetailsSchema,
  orderStatusSchema,
]);

export type Interactive = z.output<typeof interactiveSchema>;
