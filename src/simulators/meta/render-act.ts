import type { PersonAct, SharedContact } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import { notSupported } from '../kit/problem.ts';
import type { MetaNumber } from './account.ts';
import type { MediaLibrary } from './media-library.ts';
import { toSeconds } from './webhook-parts.ts';

export interface ActSource {
  number: MetaNumber;
  person: Person;
  library: MediaLibrary;
  /** The `flow_token` that the business sent with a form, if it did. */
  flowTokenOf(messageId: string): string | undefined;
  /** Epoch ms. */
  at: number;
}

/** How long a temporary permission to call lasts. */
const CALL_PERMISSION_MS = 7 * 86_400_000;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/unsupported */
const UNSUPPORTED_ERROR = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

const INVENTED_REFERRAL = {
  source_url: 'https://ads.example/autumn',
  source_id: '120210000000000001',
  source_type: 'ad',
  headline: 'Autumn list',
  body: 'Fifty new titles',
  media_type: 'image',
  image_url: 'https://ads.example/autumn.jpg',
  ctwa_clid: 'Aff-simulated-click',
};

const INVENTED_CATALOG = '200447719003381';

/**
 * What an element of `messages[]` says of a person's act: `type` and the member of that name.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export function renderAct(act: PersonAct, source: ActSource): Record<string, unknown> {
  switch (act.kind) {
    case 'text':
      return { type: 'text', text: { body: act.text } };
    case 'referral':
      return { type: 'text', text: { body: act.text }, referral: act.referral ?? INVENTED_REFERRAL };
    case 'button':
      return renderTap(act, source);
    case 'list':
      return interactive('list_reply', act.row);
    case 'media':
      return renderMedia(act, source);
    case 'location':
      return { type: 'location', location: act.location };
    case 'contacts':
      return { type: 'contacts', contacts: act.contacts.map(renderCard) };
    case 'order':
      return { type: 'order', order: renderOrder(act.order) };
    case 'flow_reply':
      return renderFlowReply(act, source);
    case 'payment':
      // Numbers here do not offer it.
      throw notSupported('meta', 'payment');
    case 'unsupported':
      return { type: 'unsupported', unsupported: { type: act.what }, errors: [UNSUPPORTED_ERROR] };
  }
}

function interactive(type: string, reply: object): Record<string, unknown> {
  return { type: 'interactive', interactive: { type, [type]: reply } };
}

/** A button means something else in each kind of message that can have one. */
function renderTap({ button, of }: Extract<PersonAct, { kind: 'button' }>, { person, at }: ActSource) {
  switch (of.kind) {
    case 'template':
      return { type: 'button', button: { payload: button.id, text: button.title } };
    case 'request_contact_info':
      return { type: 'contacts', contacts: [renderOwnCard(person)] };
    case 'call_permission_request':
      return interactive('call_permission_reply', renderCallPermission(button.id, at));
    default:
      return interactive('button_reply', { id: button.id, title: button.title });
  }
}

function renderCallPermission(response: string, at: number): object {
  if (response !== 'accept') return { response: 'reject', response_source: 'user_action' };
  return {
    response: 'accept',
    is_permanent: false,
    expiration_timestamp: Number(toSeconds(at + CALL_PERMISSION_MS)),
    response_source: 'user_action',
  };
}

function renderMedia(act: Extract<PersonAct, { kind: 'media' }>, { number, library }: ActSource) {
  const { file, caption, media } = act;
  const type = media === 'voice' ? 'audio' : media;
  const mimeType = media === 'voice' && file.mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : file.mimeType;
  const mediaId = library.store({ ...file, mimeType }, number, 'inbound');
  return {
    type,
    [type]: {
      ...(caption && { caption }),
      ...(media === 'document' && { filename: file.fileName ?? 'document' }),
      ...library.renderInbound(mediaId),
      ...(media === 'voice' && { voice: true }),
      ...(media === 'sticker' && { animated: false }),
    },
  };
}

function renderCard({ name, phones, emails, organization }: SharedContact): object {
  const [firstName = name, ...rest] = name.split(' ');
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `FN:${name}`, ...phones.map((phone) => `TEL:${phone}`), 'END:VCARD'];
  return {
    origin: 'other',
    name: { formatted_name: name, first_name: firstName, ...(rest.length > 0 && { last_name: rest.join(' ') }) },
    phones: phones.map((phone) => ({ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' })),
    ...(emails && { emails: emails.map((email) => ({ email, type: 'HOME' })) }),
    ...(organization && { org: { company: organization } }),
    vcard: lines.join('\n'),
  };
}

/** Shared on request: the person's own phone, without a vCard. */
function renderOwnCard({ name, phone }: Person): object {
  return {
    origin: 'contact_request',
    name: { formatted_name: name },
    ...(phone && { phones: [{ phone: `+${phone}`, wa_id: phone, type: 'CELL' }] }),
  };
}

function renderOrder({ catalogId, text, items }: Extract<PersonAct, { kind: 'order' }>['order']): object {
  return {
    catalog_id: catalogId ?? INVENTED_CATALOG,
    ...(text && { text }),
    product_items: items.map(({ productId, quantity, price, currency }) => ({
      product_retailer_id: productId,
      quantity,
      item_price: price,
      currency,
    })),
  };
}

function renderFlowReply({ data, of }: Extract<PersonAct, { kind: 'flow_reply' }>, { flowTokenOf }: ActSource) {
  const token = flowTokenOf(of.id);
  const answers = { ...(token && { flow_token: token }), ...data };
  return interactive('nfm_reply', {
    name: of.kind === 'address_message' ? 'address_message' : 'flow',
    body: 'Sent',
    response_json: JSON.stringify(answers),
  });
}
