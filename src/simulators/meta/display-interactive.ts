import type { DisplayCard, DisplayContent } from '../kit/display-content.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import type { CarouselCard } from './carousel-schema.ts';
import { displayMedia } from './display-media.ts';
import type { Interactive } from './interactive-schemas.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Header } from './schema-parts.ts';

type Of<T extends Interactive['type']> = Extract<Interactive, { type: T }>;

export interface DisplayMeans {
  library: MediaLibrary;
  number: MetaNumber;
}

/** What a phone shows of an interactive message. */
export function displayInteractive(interactive: Interactive, means: DisplayMeans): DisplayContent {
  const text = interactive.body?.text;
  const footer = 'footer' in interactive ? interactive.footer?.text : undefined;
  const header = 'header' in interactive ? interactive.header : undefined;
  return {
    ...(text && { text }),
    ...(footer && { footer }),
    ...(header && displayHeader(header, means.library)),
    ...displayAction(interactive, means),
  };
}

function displayAction(interactive: Interactive, { library, number }: DisplayMeans): DisplayContent {
  switch (interactive.type) {
    case 'button':
      return { buttons: interactive.action.buttons.map(({ reply }) => reply) };
    case 'list':
      return { list: displayList(interactive) };
    case 'cta_url':
      return { link: displayLink(interactive.action.parameters) };
    case 'location_request_message':
      return { locationRequest: true };
    case 'carousel':
      return { cards: interactive.action.cards.map((card) => displayCard(card, library)) };
    case 'flow':
      return { flow: displayFlow(interactive) };
    case 'address_message':
      return { flow: { label: 'Provide address' } };
    case 'request_contact_info':
      return { buttons: [{ id: 'share_contact', title: 'Share contact info' }] };
    case 'call_permission_request':
      return { buttons: CALL_PERMISSION };
    case 'voice_call': {
      const label = interactive.action.parameters?.display_text ?? 'Call now';
      return { phoneButtons: [{ label, phoneNumber: `+${digitsOf(number.displayPhoneNumber)}` }] };
    }
    case 'product': {
      const { catalog_id: catalogId, product_retailer_id: productId } = interactive.action;
      return { products: { catalogId, sections: [{ productIds: [productId] }] } };
    }
    case 'product_list':
      return { products: displayProducts(interactive) };
    case 'catalog_message':
      return { products: { sections: [] } };
    case 'order_details':
      return { order: displayOrder(interactive) };
    case 'order_status': {
      const { status } = interactive.action.parameters.order;
      return { order: { items: [], status } };
    }
  }
}

const CALL_PERMISSION = [
  { id: 'accept', title: 'Allow calls' },
  { id: 'reject', title: 'Not now' },
];

function displayHeader(header: Header, library: MediaLibrary): DisplayContent {
  switch (header.type) {
    case 'text':
      return { header: header.text };
    case 'image':
      return displayMedia('image', header.image, library);
    case 'video':
      return displayMedia('video', header.video, library);
    case 'document':
      return displayMedia('document', header.document, library);
  }
}

function displayLink({ display_text: label, url }: { display_text: string; url: string }) {
  return { label, url };
}

function displayList({ action }: Of<'list'>): NonNullable<DisplayContent['list']> {
  return {
    button: action.button,
    sections: action.sections.map(({ title, rows }) => ({
      ...(title && { title }),
      rows: rows.map(({ description, ...row }) => ({ ...row, ...(description && { description }) })),
    })),
  };
}

function displayCard(card: CarouselCard, library: MediaLibrary): DisplayCard {
  if (card.type === 'product') return { text: card.action.product_retailer_id };
  const { mediaUrl, mimeType = 'image/*' } = displayHeader(card.header, library);
  return {
    ...(mediaUrl && { header: { mediaUrl, mimeType } }),
    ...(card.body && { text: card.body.text }),
    ...('buttons' in card.action
      ? { buttons: card.action.buttons.map(({ quick_reply }) => quick_reply) }
      : { link: displayLink(card.action.parameters) }),
  };
}

function displayFlow({ action }: Of<'flow'>): NonNullable<DisplayContent['flow']> {
  const { flow_cta: label, flow_id: flowId, flow_action_payload: payload } = action.parameters;
  return { label, ...(flowId && { flowId }), ...(payload && { screen: payload.screen }) };
}

function displayProducts({ action }: Of<'product_list'>): NonNullable<DisplayContent['products']> {
  const sections = action.sections.map(({ title, product_items }) => ({
    ...(title && { title }),
    productIds: product_items.map(({ product_retailer_id }) => product_retailer_id),
  }));
  return { catalogId: action.catalog_id, sections };
}

/** Amounts travel as integers with an offset of 100. */
function displayOrder({ action }: Of<'order_details'>): NonNullable<DisplayContent['order']> {
  const { order, total_amount, currency } = action.parameters;
  return {
    items: order.items.map(({ name, quantity, amount, sale_amount }) => ({
      name,
      quantity,
      price: (sale_amount ?? amount).value / 100,
    })),
    total: total_amount.value / 100,
    currency,
    status: order.status,
  };
}
