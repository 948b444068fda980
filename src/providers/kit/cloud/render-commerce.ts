import type { CommerceContent, OutboundMedia } from '../../../domain/content.ts';
import { asList, asObject, isObject, type JsonObject } from '../json.ts';
import { renderNamedMedia } from './render-media.ts';
import { toSnakeCase } from './snake-case.ts';

/** What the Cloud API calls these kinds, and the name of their action where there is one. */
const WIRE: Readonly<Record<CommerceContent['type'], { type: string; action?: string }>> = {
  carousel: { type: 'carousel' },
  flow: { type: 'flow', action: 'flow' },
  product: { type: 'product' },
  product_list: { type: 'product_list' },
  catalog: { type: 'catalog_message', action: 'catalog_message' },
  order_details: { type: 'order_details', action: 'review_and_pay' },
  order_status: { type: 'order_status', action: 'review_order' },
  voice_call: { type: 'voice_call', action: 'voice_call' },
  call_permission_request: { type: 'call_permission_request', action: 'call_permission_request' },
  address_request: { type: 'address_message', action: 'address_message' },
};

const FLOW_MESSAGE_VERSION = '3';

/** The `interactive` object of a kind that keeps the Cloud API's own members. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages (seen 2026-09) */
export function renderCommerce({ type, ...members }: CommerceContent): Record<string, unknown> {
  const wire = WIRE[type];
  const { header, action, ...rest } = members;
  const body = { type: wire.type, ...withHeader(header), ...toSnakeCase(rest) };
  const named = { ...(wire.action !== undefined && { name: wire.action }), ...renderAction(type, asObject(action)) };
  return { ...body, action: named };
}

function renderAction(type: CommerceContent['type'], action: JsonObject): Record<string, unknown> {
  if (type === 'carousel')
    return { cards: asList(action.cards).map((card, index) => renderCard(asObject(card), index)) };
  const rendered = toSnakeCase(action);
  if (type !== 'flow') return rendered;
  return { ...rendered, parameters: { flow_message_version: FLOW_MESSAGE_VERSION, ...asObject(rendered.parameters) } };
}

/** Cards with quick replies are of the type `cta_url` too. */
function renderCard({ header, action: given, ...rest }: JsonObject, index: number): Record<string, unknown> {
  const action = toSnakeCase(asObject(given));
  const isProduct = action.product_retailer_id !== undefined;
  const buttons = asList(action.buttons).map((button) => ({ type: 'quick_reply', ...asObject(button) }));
  return {
    card_index: index,
    type: isProduct ? 'product' : 'cta_url',
    ...withHeader(header),
    ...toSnakeCase(rest),
    action: {
      ...(action.parameters !== undefined && { name: 'cta_url' }),
      ...action,
      ...(buttons.length > 0 && { buttons }),
    },
  };
}

/** Files in the vocabulary's form become the Cloud API's. */
function withHeader(header: unknown): { header?: Record<string, unknown> } {
  if (!isObject(header)) return {};
  const { type, media, ...rest } = header;
  const kind = String(type);
  if (!isObject(media)) return { header: toSnakeCase(header) };
  // It was checked at the edge.
  return { header: { type: kind, ...toSnakeCase(rest), [kind]: renderNamedMedia(kind, media as OutboundMedia) } };
}
