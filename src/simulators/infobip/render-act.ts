import type { PersonAct, SharedContact } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { InfobipNumber } from './account.ts';
import type { MediaLibrary } from './media-library.ts';
import { renderTime } from './time-format.ts';

export interface ActSource {
  number: InfobipNumber;
  person: Person;
  library: MediaLibrary;
  /** The `flowToken` that came with a form, if one did. */
  flowTokenOf(messageId: string): string | undefined;
  /** Epoch ms. */
  at: number;
}

const CALL_PERMISSION_MS = 7 * 86_400_000;
const INVENTED_CATALOG = 'catalog-1';

const INVENTED_REFERRAL = {
  sourceType: 'AD',
  sourceId: '120210000000000001',
  sourceUrl: 'https://ads.example/autumn',
  headline: 'Autumn list',
  body: 'Fifty new titles',
  referralMedia: { type: 'IMAGE', url: 'https://ads.example/autumn.jpg' },
  ctwaClickId: 'simulated-click',
};

/** `message` of an inbound item, without its context. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-inbound-messages */
export function renderAct(act: Exclude<PersonAct, { kind: 'payment' }>, source: ActSource): Record<string, unknown> {
  switch (act.kind) {
    case 'text':
      return { type: 'TEXT', text: act.text };
    case 'referral':
      return { type: 'TEXT', text: act.text, referral: act.referral ?? INVENTED_REFERRAL };
    case 'button':
      return renderTap(act, source);
    case 'list':
      return { type: 'INTERACTIVE_LIST_REPLY', ...act.row };
    case 'media':
      return renderMedia(act, source);
    case 'location':
      return { type: 'LOCATION', ...act.location };
    case 'contacts':
      return { type: 'CONTACT', contacts: act.contacts.map(renderCard) };
    case 'order':
      return renderOrder(act.order);
    case 'flow_reply': {
      const token = source.flowTokenOf(act.of.id);
      return {
        type: 'INTERACTIVE_FLOW_REPLY',
        text: 'Sent',
        response: { ...(token && { flow_token: token }), ...act.data },
      };
    }
    case 'unsupported':
      return { type: 'UNSUPPORTED' };
  }
}

/** A button means something else in each kind of message that can have one. */
function renderTap({ button, of }: Extract<PersonAct, { kind: 'button' }>, { person, at }: ActSource) {
  const { id, title } = button;
  if (id === 'share_contact') return { type: 'CONTACT', contacts: [renderOwnCard(person)] };
  switch (of.kind) {
    case 'template':
      return { type: 'BUTTON', text: title, payload: id };
    case 'call-permission-request': {
      const expirationTimestamp = renderTime(at + CALL_PERMISSION_MS);
      const accepted = id === 'ACCEPT' && { expirationTimestamp };
      return { type: 'INTERACTIVE_CALL_PERMISSION_REPLY', callPermissionReply: { response: id, ...accepted } };
    }
    case 'in-thread-authentication-request':
      return { type: 'INTERACTIVE_IN_THREAD_AUTHENTICATION_REPLY', inThreadAuthenticationReply: { status: id } };
    default:
      return { type: 'INTERACTIVE_BUTTON_REPLY', id, title };
  }
}

/** Neither type nor size nor name come along; of a document's name only what its caption tells. */
function renderMedia({ media, file, caption }: Extract<PersonAct, { kind: 'media' }>, { number, library }: ActSource) {
  const mimeType = media === 'voice' && file.mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : file.mimeType;
  const shownCaption = caption ?? (media === 'document' ? file.fileName : undefined);
  return {
    type: media.toUpperCase(),
    url: library.store({ ...file, mimeType }, number),
    ...(shownCaption && media !== 'sticker' && { caption: shownCaption }),
  };
}

function renderCard({ name, phones, emails, organization }: SharedContact): object {
  const [firstName = name, ...rest] = name.split(' ');
  return {
    name: { firstName, formattedName: name, ...(rest.length > 0 && { lastName: rest.join(' ') }) },
    phones: phones.map((phone) => ({ phone, waId: phone.replace(/\D/g, ''), type: 'CELL' })),
    ...(emails && { emails: emails.map((email) => ({ email, type: 'HOME' })) }),
    ...(organization && { org: { company: organization } }),
  };
}

function renderOwnCard({ name, phone }: Person): object {
  return renderCard({ name, phones: phone ? [`+${phone}`] : [] });
}

function renderOrder({ catalogId, items, text }: Extract<PersonAct, { kind: 'order' }>['order']) {
  return {
    type: 'ORDER',
    catalogId: catalogId ?? INVENTED_CATALOG,
    productItems: items.map(({ productId, quantity, price, currency }) => ({
      productRetailerId: productId,
      quantity,
      itemPrice: price,
      currency,
    })),
    ...(text && { text }),
  };
}
