import { z } from 'zod';
import { body, footer, text, textHeader } from './schema-parts.ts';

const retailerId = z.string().min(1);
const catalogId = z.string().min(1);

const productSection = z.strictObject({
  title: text(24).optional(),
  product_items: z.array(z.strictObject({ product_retailer_id: retailerId })).min(1),
});

const productSections = z
  .array(productSection)
  .min(1)
  .max(10)
  .refine(
    (all) => all.flatMap((section) => section.product_items).length <= 30,
    'At most 30 products in all sections together.',
  )
  .refine((all) => all.length === 1 || all.every(({ title }) => title), 'Each of several sections needs a title.');

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/catalogs/sell-products-and-services */
export const productSchema = z.strictObject({
  type: z.literal('product'),
  body: body.optional(),
  footer,
  action: z.strictObject({ catalog_id: catalogId, product_retailer_id: retailerId }),
});

export const productListSchema = z.strictObject({
  type: z.literal('product_list'),
  header: textHeader,
  body,
  footer,
  action: z.strictObject({ catalog_id: catalogId, sections: productSections }),
});

export const catalogSchema = z.strictObject({
  type: z.literal('catalog_message'),
  body,
  footer,
  action: z.strictObject({
    name: z.literal('catalog_message'),
    parameters: z.strictObject({ thumbnail_product_retailer_id: retailerId.optional() }).optional(),
  }),
});
