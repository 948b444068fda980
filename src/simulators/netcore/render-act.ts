import { type MediaFile, sha256 } from '../kit/media.ts';
import type { PersonAct, SharedContact } from '../kit/numbers.ts';
import type { WebhookForm } from './webhook-form.ts';

export interface ActMeans {
  form: WebhookForm;
  /** Keeps a file for the business to fetch; returns its media id. */
  keep(file: MediaFile): string;
}

/** What an element of `incoming_message` says of an act. */
export interface RenderedAct {
  /** `message_type` as captured. */
  type: string;
  /** The `*_type` key with its block. */
  block: Record<string, unknown>;
}

/**
 * The content of a person's act.
 * Cards and orders are not documented beyond their names: their blocks are invented.
 */
export function renderAct(act: PersonAct, means: ActMeans): RenderedAct {
  const { form } = means;
  switch (act.kind) {
    case 'text':
    case 'referral':
      return renderText(act.text, form);
    case 'button':
      return act.of.kind === 'template'
        ? renderTemplateReply(act.button, form)
        : renderReply('button_reply', act.button);
    case 'list':
      return renderReply('list_reply', act.row);
    case 'media':
      return renderMedia(act, means);
    case 'location':
      return { type: 'LOCATION', block: { location_type: renderLocation(act.location, form) } };
    case 'contacts':
      return { type: 'CONTACT', block: { contact_type: { contacts: act.contacts.map(renderCard) } } };
    case 'order':
      return { type: 'ORDER', block: { order_type: renderOrder(act.order) } };
    case 'flow_reply':
    case 'payment':
    case 'unsupported':
      return { type: 'error', block: {} };
  }
}

/** An empty `emoji` removes the reaction. */
export function renderReaction(emoji: string): RenderedAct {
  return { type: 'REACTION', block: { reaction_type: { emoji } } };
}

function renderText(text: string, { textBlock }: WebhookForm): RenderedAct {
  return { type: 'TEXT', block: { text_type: textBlock === 'array' ? [{ text }] : { text } } };
}

function renderReply(type: string, reply: object): RenderedAct {
  return { type: 'INTERACTIVE', block: { interactive_type: { type, [type]: reply } } };
}

/** https://emaildocs.netcorecloud.com/reference/webhooks-callback */
function renderTemplateReply({ id, title }: { id: string; title: string }, form: WebhookForm): RenderedAct {
  if (form.templateReply === 'plain_text') return renderText(title, form);
  return { type: 'button', block: { [form.templateReply]: { payload: id, text: title } } };
}

function renderMedia(act: Extract<PersonAct, { kind: 'media' }>, { form, keep }: ActMeans): RenderedAct {
  const { media, file, caption } = act;
  const isSpoken = media === 'voice' || media === 'audio';
  const type = media === 'voice' ? form.voice : media.toUpperCase();
  return {
    type,
    block: {
      [`${type.toLowerCase()}_type`]: {
        ...(media === 'document' && { filename: file.fileName ?? 'document' }),
        mime_type: file.mimeType,
        sha256: sha256(file, form.sha256),
        id: keep(file),
        ...(isSpoken && { voice: media === 'voice' }),
        ...(caption && { caption }),
      },
    },
  };
}

function renderLocation(location: Extract<PersonAct, { kind: 'location' }>['location'], form: WebhookForm): object {
  const { latitude, longitude, ...rest } = location;
  const write = (value: number) => (form.coordinates === 'text' ? String(value) : value);
  return { latitude: write(latitude), longitude: write(longitude), ...rest };
}

function renderCard({ name, phones }: SharedContact): object {
  return { name: { formatted_name: name }, phones: phones.map((phone) => ({ phone })) };
}

function renderOrder({ catalogId, items, text }: Extract<PersonAct, { kind: 'order' }>['order']): object {
  return {
    ...(catalogId && { catalog_id: catalogId }),
    ...(text && { text }),
    product_items: items.map(({ productId, quantity, price, currency }) => ({
      product_retailer_id: productId,
      quantity,
      item_price: price,
      currency,
    })),
  };
}
