import { type MediaFile, sha256 } from '../../kit/media.ts';
import type { PersonAct, SharedContact } from '../../kit/numbers.ts';
import type { WebhookForm } from '../webhook-form.ts';

export interface ActMeans {
  form: WebhookForm;
  /** Keeps a file for the business to fetch; returns its address. */
  keep(file: MediaFile): string;
}

/** What `eventContent.message` says of an act. */
export interface RenderedAct {
  /** `contentType` and `messageType` as captured. */
  type: string;
  members: Record<string, unknown>;
}

/** The content of a person's act. Cards, reactions and orders were never captured: they have WhatsApp's own shape here. */
export function renderAct(act: PersonAct, means: ActMeans): RenderedAct {
  switch (act.kind) {
    case 'text':
    case 'referral':
      return { type: 'text', members: { text: { body: act.text } } };
    case 'button':
      return act.of.kind === 'template'
        ? renderTemplateReply(act.button, means.form)
        : renderReply('button_reply', { id: act.button.id, title: act.button.title });
    case 'list':
      return renderReply('list_reply', act.row);
    case 'flow_reply':
      return renderReply('nfm_reply', { body: 'Sent', response_json: JSON.stringify(act.data) });
    case 'media':
      return { type: 'ATTACHMENT', members: renderMedia(act, means) };
    case 'location':
      return { type: 'location', members: { location: act.location } };
    case 'contacts':
      return { type: 'contacts', members: { contacts: act.contacts.map(renderCard) } };
    case 'order':
      return { type: 'order', members: { order: renderOrder(act.order) } };
    case 'payment':
    case 'unsupported':
      return { type: 'unsupported', members: {} };
  }
}

/** An empty `emoji` removes the reaction. */
export function renderReaction(messageId: string, emoji: string): RenderedAct {
  return { type: 'reaction', members: { reaction: { message_id: messageId, emoji } } };
}

function renderReply(type: string, reply: object): RenderedAct {
  return { type: 'interactive', members: { interactive: { type, [type]: reply } } };
}

function renderTemplateReply({ id: payload, title }: { id: string; title: string }, form: WebhookForm): RenderedAct {
  const reply = { id: payload, title };
  switch (form.templateReply) {
    case 'button':
      return { type: 'button', members: { button: { text: title, payload } } };
    case 'button_reply':
      return { type: 'button', members: { button_reply: reply } };
    case 'interactive':
      return { type: 'button', members: { interactive: { button_reply: reply } } };
  }
}

function renderMedia(act: Extract<PersonAct, { kind: 'media' }>, { form, keep }: ActMeans): Record<string, unknown> {
  const { media, file, caption } = act;
  const url = keep(file);
  const fileName = media === 'document' ? (file.fileName ?? 'document') : undefined;
  if (form.media === 'flat') {
    return {
      attachmentType: media,
      attachmentUrl: url,
      attachmentMimeType: file.mimeType,
      ...(fileName && { attachmentFilename: fileName }),
      ...(caption && { caption }),
    };
  }
  const block = {
    fileLink: url,
    sha256: sha256(file, form.sha256),
    [form.mimeTypeKey]: file.mimeType,
    ...(caption && { caption }),
    ...(fileName && { [form.fileNameKey]: fileName }),
  };
  return { attachmentType: media, [form.media === 'attachment' ? 'attachment' : media]: block };
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
