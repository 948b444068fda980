import { z } from 'zod';
import { areUnique, body, pictureHeader, text, urlParameters } from './schema-parts.ts';

const cardBody = z
  .strictObject({
    text: text(160).refine((value) => value.split('\n').length <= 3, 'at most two line breaks'),
  })
  .optional();

const quickReply = z.strictObject({
  type: z.literal('quick_reply'),
  quick_reply: z.strictObject({ id: text(256), title: text(20) }),
});

const cardIndex = z.number().int().min(0).max(9);

const mediaCard = z.strictObject({
  card_index: cardIndex,
  type: z.literal('cta_url'),
  header: pictureHeader,
  body: cardBody,
  action: z.union([
    z.strictObject({ name: z.literal('cta_url'), parameters: urlParameters }),
    z.strictObject({ buttons: z.array(quickReply).min(1).max(3) }),
  ]),
});

const productCard = z.strictObject({
  card_index: cardIndex,
  type: z.literal('product'),
  action: z.strictObject({ product_retailer_id: z.string().min(1), catalog_id: z.string().min(1) }),
});

const card = z.discriminatedUnion('type', [mediaCard, productCard]);

const cards = z
  .array(card)
  .min(2)
  .max(10)
  .refine((all) => areUnique(all.map((one) => String(one.card_index))), 'Each card_index must be unique.')
  .refine((all) => new Set(all.map(shapeOf)).size === 1, 'All cards need the same kind of header and of buttons.');

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-media-carousel-messages */
export const carouselSchema = z.strictObject({
  type: z.literal('carousel'),
  body,
  action: z.strictObject({ cards }),
});

export type CarouselCard = z.output<typeof card>;

/** What must be the same on every card; products must come from one catalog. */
function shapeOf(one: CarouselCard): string {
  if (one.type === 'product') return `product ${one.action.catalog_id}`;
  const buttons = 'buttons' in one.action ? one.action.buttons.length : 'url';
  return `${one.header.type} ${buttons}`;
}
