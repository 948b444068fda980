import type { InboundContent } from '../../domain/content.ts';
import { asList, asNumber, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** A cart. Prices are numbers of the currency's main unit. */
export function parseOrder(message: JsonObject): InboundContent {
  return withoutUndefined({
    type: 'order',
    catalogId: asText(message.catalogId),
    text: asText(message.text),
    items: asList(message.productItems).map((value) => {
      const item = asObject(value);
      return withoutUndefined({
        productId: asText(item.productRetailerId),
        quantity: asNumber(item.quantity),
        price: asNumber(item.itemPrice),
        currency: asText(item.currency),
      });
    }),
    provider: { ...message },
  });
}

/** What a person did about a bill: they paid, or acknowledged it. */
export function parsePaymentReply(message: JsonObject): InboundContent {
  return withoutUndefined({
    type: 'payment',
    status: asWord(message.status) ?? asWord(message.paymentAcknowledgementType) ?? 'unknown',
    referenceId: asText(message.referenceId),
    provider: { ...message },
  });
}
