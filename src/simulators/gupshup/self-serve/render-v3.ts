import type { ChatEntry } from '../../kit/chats.ts';
import { sha256 } from '../../kit/media.ts';
import type { PersonAct } from '../../kit/numbers.ts';
import type { Person } from '../../kit/people.ts';
import type { SelfServeNumber } from '../account.ts';
import type { MediaStore } from '../media-store.ts';
import type { Underway } from '../sending.ts';
import { viewPerson } from './person-view.ts';
import { renderContact } from './render-contact.ts';
import type { Arrival } from './render-v2.ts';

export interface V3Means {
  media: MediaStore;
  sent(messageId: string): Underway | undefined;
}

/** Meta's envelope with the app's id beside it. https://partner-docs.gupshup.io/docs/v3-message-events */
export function wrapV3(number: SelfServeNumber, value: object, options: { metadata: boolean }): object {
  const { appId, wabaId, phoneNumber, numberId } = number;
  const metadata = options.metadata && { metadata: { display_phone_number: phoneNumber, phone_number_id: numberId } };
  return {
    gs_app_id: appId,
    object: 'whatsapp_business_account',
    entry: [
      {
        ...(options.metadata && { id: wabaId }),
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...metadata, ...value } }],
      },
    ],
  };
}

/** A person's message, as Meta tells it. */
export function renderMessageV3({ number, person, entry, act }: Arrival, means: V3Means): object {
  const message = {
    ...renderFrom(person, number),
    id: entry.id,
    timestamp: toSeconds(entry.at),
    ...(entry.replyTo && { context: renderContext(number, entry.replyTo, means) }),
    ...renderAct(act, means),
  };
  return wrapV3(number, { contacts: [renderProfile(person, number)], messages: [message] }, { metadata: true });
}

export interface Reaction {
  number: SelfServeNumber;
  person: Person;
  id: string;
  /** Epoch ms. */
  at: number;
  of: ChatEntry;
  /** Empty: taken back. */
  emoji: string;
}

/** A reaction is a message that names the one it belongs to. */
export function renderReactionV3({ number, person, id, at, of, emoji }: Reaction, sent: V3Means['sent']): object {
  const message = {
    ...renderFrom(person, number),
    id,
    timestamp: toSeconds(at),
    type: 'reaction',
    reaction: { message_id: sent(of.id)?.whatsAppId ?? of.id, ...(emoji && { emoji }) },
  };
  return wrapV3(number, { contacts: [renderProfile(person, number)], messages: [message] }, { metadata: true });
}

export function toSeconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}

function renderFrom(person: Person, number: SelfServeNumber): object {
  const { phone, userId } = viewPerson(person, number);
  return { ...(phone && { from: phone }), ...(userId && { from_user_id: userId }) };
}

function renderProfile(person: Person, number: SelfServeNumber): object {
  const { phone, userId } = viewPerson(person, number);
  return { profile: { name: person.name }, ...(phone && { wa_id: phone }), ...(userId && { user_id: userId }) };
}

function renderContext({ phoneNumber }: SelfServeNumber, replyTo: string, means: V3Means): object {
  const sent = means.sent(replyTo);
  return { from: phoneNumber, id: sent?.whatsAppId ?? replyTo, ...(sent && { gs_id: replyTo }) };
}

function renderAct(act: PersonAct, means: V3Means): Record<string, unknown> {
  switch (act.kind) {
    case 'text':
    case 'referral':
      return { type: 'text', text: { body: act.text } };
    case 'button':
      return renderTap(act, means);
    case 'list':
      return interactive('list_reply', { ...act.row, id: idOf(act.of.id, act.row.id, means) });
    case 'media':
      return renderMedia(act, means.media);
    case 'location':
      return { type: 'location', location: act.location };
    case 'contacts':
      return { type: 'contacts', contacts: act.contacts.map(renderContact) };
    case 'order':
      return { type: 'order', order: renderOrder(act.order) };
    case 'flow_reply':
      return interactive('nfm_reply', { name: 'flow', body: 'Sent', response_json: JSON.stringify(act.data) });
    case 'payment':
    case 'unsupported':
      // A payment is told as a status; what is left WhatsApp cannot hand on.
      return {
        type: 'unsupported',
        errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
      };
  }
}

function interactive(type: string, reply: object): Record<string, unknown> {
  return { type: 'interactive', interactive: { type, [type]: reply } };
}

function renderTap({ button, of }: Extract<PersonAct, { kind: 'button' }>, means: V3Means) {
  const id = idOf(of.id, button.id, means);
  if (of.kind === 'template') return { type: 'button', button: { payload: id, text: button.title } };
  return interactive('button_reply', { id, title: button.title });
}

/** Choices of a v2 message go by their postback, else by their title. */
function idOf(messageId: string, choiceId: string, means: V3Means): string {
  const choice = means.sent(messageId)?.outgoing.choices?.find(({ id }) => id === choiceId);
  return choice ? (choice.postbackText ?? choice.title) : choiceId;
}

function renderMedia({ media: kind, file, caption }: Extract<PersonAct, { kind: 'media' }>, media: MediaStore) {
  const type = kind === 'voice' ? 'audio' : kind;
  const id = media.store(file);
  return {
    type,
    [type]: {
      ...(caption && { caption }),
      ...(kind === 'document' && { filename: file.fileName ?? 'document' }),
      mime_type: file.mimeType,
      sha256: sha256(file, 'base64'),
      id,
      url: media.plainLink(id).url,
      ...(kind === 'voice' && { voice: true }),
    },
  };
}

function renderOrder({ catalogId = '200447719003381', text, items }: Extract<PersonAct, { kind: 'order' }>['order']) {
  return {
    catalog_id: catalogId,
    ...(text && { text }),
    product_items: items.map(({ productId, quantity, price, currency }) => ({
      product_retailer_id: productId,
      quantity,
      item_price: price,
      currency,
    })),
  };
}
