import type { InboundContent } from '../../../domain/content.ts';
import { asList, asNumber, asObject, asText, isObject, type JsonObject, parseJson, withoutUndefined } from '../json.ts';

/**
 * What a person answered to an interactive message, by `interactive.type`. Undefined: not understood.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive (seen 2026-09)
 */
export function parseReply(body: JsonObject): InboundContent | undefined {
  const type = asText(body.type) ?? '';
  const reply = body[type];
  if (!isObject(reply)) return undefined;
  switch (type) {
    case 'button_reply':
    case 'list_reply':
      return parseChoice(type, reply);
    case 'nfm_reply':
      return parseFlowReply(reply);
    case 'call_permission_reply':
      return parseCallPermission(reply);
    default:
      return undefined;
  }
}

function parseChoice(type: 'button_reply' | 'list_reply', reply: JsonObject): InboundContent | undefined {
  const id = asText(reply.id);
  if (id === undefined) return undefined;
  return withoutUndefined({ type, id, title: asText(reply.title) ?? '', description: asText(reply.description) });
}

/**
 * A completed form (`name: flow`) or address (`name: address_message`). `response` is there if the answer is a JSON object, as it should
 * be; whatever it is stands in `provider`.
 */
function parseFlowReply(reply: JsonObject): InboundContent {
  return withoutUndefined({
    type: 'flow_reply',
    name: asText(reply.name) ?? 'flow',
    text: asText(reply.body),
    response: readResponse(reply.response_json),
    provider: { ...reply },
  });
}

function readResponse(text: unknown): JsonObject | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const response = parseJson(text);
    return isObject(response) ? response : undefined;
  } catch {
    return undefined; // It reaches the bot as the text that it is.
  }
}

/** A person allowed us to call them, or did not. */
function parseCallPermission(reply: JsonObject): InboundContent {
  return { type: 'call', event: 'permission_reply', response: asText(reply.response) ?? '', provider: { ...reply } };
}

/** A cart. Prices are numbers of the currency's main unit. */
export function parseOrder(order: JsonObject): InboundContent {
  return withoutUndefined({
    type: 'order',
    catalogId: asText(order.catalog_id),
    text: asText(order.text),
    items: asList(order.product_items).map((value) => {
      const item = asObject(value);
      return withoutUndefined({
        productId: asText(item.product_retailer_id),
        quantity: asNumber(item.quantity),
        price: asNumber(item.item_price),
        currency: asText(item.currency),
      });
    }),
    provider: { ...order },
  });
}
