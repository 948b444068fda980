import type { CommerceContent } from '../../domain/content.ts';
import { asList, asNumber, asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { readHeader } from './cloud-media.ts';
import { atMost, Mistake, required } from './mistake.ts';
import { renderCarousel } from './render-carousel.ts';
import { renderHeader } from './render-media.ts';
import { renderOrderDetails, renderOrderStatus } from './render-order.ts';
import type { Draft } from './wire.ts';

const FLOW_LABEL = 20;
const FLOW_VERSION = 3;
/** What forms get that need none of their own. */
const NO_FLOW_TOKEN = 'unused';

/** What a kind needs beside its members. */
export interface CommerceParts {
  /** Epoch ms. */
  now: number;
  /** Of the bill that an order status is about, as far as it went out from here. */
  paymentType: string | undefined;
}

/** Kinds that keep the Cloud API's members, in Infobip's words. */
export function renderCommerce(content: CommerceContent, parts: CommerceParts): Draft {
  switch (content.type) {
    case 'carousel':
      return { path: 'interactive/media-carousel', content: renderCarousel(content) };
    case 'flow':
      return { path: 'interactive/flow', content: { ...frame(content), action: renderFlow(content) } };
    case 'product':
      return { path: 'interactive/product', content: { ...frame(content), action: renderProduct(content) } };
    case 'product_list':
      return { path: 'interactive/multi-product', content: { ...frame(content), action: renderProducts(content) } };
    case 'order_details':
      return {
        path: 'interactive/order-details',
        content: { ...frame(content), action: renderOrderDetails(content, parts.now) },
      };
    case 'order_status':
      return {
        path: 'interactive/order-status',
        content: { ...frame(content), action: renderOrderStatus(content, parts.paymentType) },
      };
    case 'voice_call':
      return renderVoiceCall(content);
    case 'call_permission_request':
      if (content.body !== undefined) throw new Mistake('body: Infobip asks with a text of its own; leave it out.');
      return { path: 'interactive/call-permission-request' };
    case 'catalog':
    case 'address_request':
      throw new Mistake(`Infobip has no ${content.type} messages.`);
  }
}

/** Body, footer and header, each where there is one. */
function frame({ body, footer, header }: CommerceContent): JsonObject {
  const text = (value: unknown) => {
    const said = asText(asObject(value).text);
    return said === undefined ? undefined : { text: said };
  };
  return withoutUndefined({ body: text(body), footer: text(footer), header: renderHeader(readHeader(header)) });
}

function parametersOf({ action }: CommerceContent): JsonObject {
  return asObject(asObject(action).parameters);
}

function renderFlow(content: CommerceContent): JsonObject {
  const parameters = parametersOf(content);
  const path = 'action.parameters';
  if (content.header !== undefined && asObject(content.header).type !== 'text') {
    throw new Mistake('header must be a text: a form has no other at Infobip.');
  }
  const flowAction = asText(parameters.flowAction)?.toUpperCase();
  const payload = asObject(parameters.flowActionPayload);
  const isNavigated = flowAction !== 'DATA_EXCHANGE';
  return withoutUndefined({
    mode: asText(parameters.mode)?.toUpperCase(),
    flowMessageVersion: asNumber(parameters.flowMessageVersion) ?? FLOW_VERSION,
    flowToken: asText(parameters.flowToken) ?? NO_FLOW_TOKEN,
    flowId: required(asText(parameters.flowId), `${path}.flowId`),
    callToActionButton: atMost(FLOW_LABEL, asText(parameters.flowCta) ?? '', `${path}.flowCta`),
    flowAction,
    flowActionPayload: isNavigated
      ? withoutUndefined({
          screen: required(asText(payload.screen), `${path}.flowActionPayload.screen`),
          data: payload.data,
        })
      : undefined,
  });
}

function renderProduct({ action }: CommerceContent): JsonObject {
  const { catalogId, productRetailerId } = asObject(action);
  return {
    catalogId: required(asText(catalogId), 'action.catalogId'),
    productRetailerId: required(asText(productRetailerId), 'action.productRetailerId'),
  };
}

function renderProducts({ action }: CommerceContent): JsonObject {
  const { catalogId, sections } = asObject(action);
  return {
    catalogId: required(asText(catalogId), 'action.catalogId'),
    sections: renderProductSections(sections),
  };
}

/** Of a message, or of a template's button. */
export function renderProductSections(sections: unknown): JsonObject[] {
  return asList(sections)
    .map(asObject)
    .map(({ title, productItems }) =>
      withoutUndefined({
        title: asText(title),
        productRetailerIds: asList(productItems).map((item) => asText(asObject(item).productRetailerId) ?? ''),
      }),
    );
}

/** A button alone, without a footer. */
function renderVoiceCall(content: CommerceContent): Draft {
  const { displayText, ttlMinutes, payload } = parametersOf(content);
  if (content.footer !== undefined) throw new Mistake('footer: Infobip shows none with a call button.');
  const action = withoutUndefined({
    buttonDisplayText: asText(displayText),
    callValidityPeriod: asNumber(ttlMinutes),
    callContextPayload: asText(payload),
  });
  return { path: 'interactive/voice-button', content: { ...frame(content), action } };
}
