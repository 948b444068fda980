import { z } from 'zod';
import { orderDetailsAction, orderStatusAction } from './order-schemas.ts';
import {
  bodyText,
  footerText,
  imageHeader,
  isDistinct,
  listOf,
  object,
  required,
  sized,
  textHeader,
} from './schema-parts.ts';
import { defineKind, type SendKind } from './send-kind.ts';
import { showFramed } from './show-media.ts';

const footer = footerText().optional();

const product = object({
  action: object({ catalogId: required(), productRetailerId: required() }),
  body: bodyText().optional(),
  footer,
});

const productIds = z.array(required()).refine(isDistinct, { error: 'products in section must be unique' });
const productSections = listOf(
  object({ title: sized(0, 24).optional(), productRetailerIds: productIds }),
  1,
  10,
).superRefine((list, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  if (list.length > 1 && list.some(({ title }) => !title?.trim())) {
    complain('titles must not be blank when more than one section provided');
  }
  const count = list.flatMap(({ productRetailerIds }) => productRetailerIds).length;
  if (count < 1 || count > 30) complain('number of products must be between 1 and 30');
});
const multiProduct = object({
  header: textHeader,
  body: bodyText(),
  action: object({ catalogId: required(), sections: productSections }),
  footer,
});

const orderDetails = object({ header: imageHeader.optional(), body: bodyText(), action: orderDetailsAction, footer });
const orderStatus = object({ body: bodyText().optional(), action: orderStatusAction, footer });

/** Goods and orders. https://www.infobip.com/docs/whatsapp/message-types */
export const COMMERCE_KINDS: readonly SendKind[] = [
  defineKind('interactive/product', product, (content) => {
    const { catalogId, productRetailerId } = content.action;
    return showFramed(content, { products: { catalogId, sections: [{ productIds: [productRetailerId] }] } });
  }),
  defineKind('interactive/multi-product', multiProduct, (content) => {
    const { catalogId, sections } = content.action;
    const shown = sections.map(({ title, productRetailerIds }) => ({
      ...(title && { title }),
      productIds: productRetailerIds,
    }));
    return showFramed(content, { products: { catalogId, sections: shown } });
  }),
  defineKind('interactive/order-details', orderDetails, (content) =>
    showFramed(content, { order: showOrder(content.action) }),
  ),
  defineKind('interactive/order-status', orderStatus, (content) =>
    showFramed(content, { order: { items: [], status: content.action.status } }),
  ),
];

/** Amounts travel as hundredths. */
function showOrder({ order, totalAmount, orderCurrency }: z.output<typeof orderDetailsAction>) {
  return {
    items: order.items.map(({ name, quantity, amount, saleAmount }) => ({
      name,
      quantity,
      price: (saleAmount ?? amount).value / 100,
    })),
    total: totalAmount.value / 100,
    currency: orderCurrency,
  };
}
