import type { ChatEntry } from '../../kit/chats.ts';
import type { PersonAct, SharedContact } from '../../kit/numbers.ts';
import type { Person } from '../../kit/people.ts';
import { notSupported } from '../../kit/problem.ts';
import type { EnterpriseNumber } from '../account.ts';
import type { MediaStore } from '../media-store.ts';
import type { Payment } from '../payment.ts';

export interface Inbound {
  number: EnterpriseNumber;
  person: Person;
  entry: ChatEntry;
  act: PersonAct;
}

export interface InboundMeans {
  media: MediaStore;
  payment(act: Extract<PersonAct, { kind: 'payment' }>): Payment;
}

/**
 * The flat fields of a person's message; objects as JSON texts.
 * https://docs.gupshup.io/docs/what-is-an-inbound-message
 */
export function renderInbound({ number, person, entry, act }: Inbound, means: InboundMeans): Record<string, string> {
  return {
    waNumber: number.phoneNumber,
    mobile: person.phone ?? '',
    name: person.name,
    ...renderAct(act, means),
    timestamp: String(entry.at),
    ...renderReference(number, entry),
  };
}

/** What is quoted comes in the two halves of its id. */
function renderReference({ conditions }: EnterpriseNumber, { id, replyTo }: ChatEntry): Record<string, string> {
  if (replyTo === undefined) return conditions.messageIds ? { messageId: id } : {};
  const dash = replyTo.indexOf('-');
  return { replyId: replyTo.slice(0, dash), messageId: replyTo.slice(dash + 1) };
}

function renderAct(act: PersonAct, means: InboundMeans): Record<string, string> {
  switch (act.kind) {
    case 'text':
      return { type: 'text', text: act.text };
    case 'button':
      return renderTap(act);
    case 'list':
      return interactive('list_reply', act.row);
    case 'media':
      return renderMedia(act, means.media);
    case 'location':
      return { type: 'location', location: JSON.stringify(act.location) };
    case 'contacts':
      return { type: 'contacts', contacts: JSON.stringify(act.contacts.map(renderContact)) };
    case 'payment':
      return { type: 'interactive', interactive: JSON.stringify({ payment: means.payment(act), type: 'payment' }) };
    case 'order':
    case 'flow_reply':
    case 'referral':
    case 'unsupported':
      // Never seen on this wire, and not offered to phones.
      throw notSupported('gupshup', act.kind);
  }
}

function interactive(type: string, reply: object): Record<string, string> {
  return { type: 'interactive', interactive: JSON.stringify({ type, [type]: reply }) };
}

function renderTap({ button, of }: Extract<PersonAct, { kind: 'button' }>): Record<string, string> {
  const { id, title } = button;
  if (of.kind !== 'template') return interactive('button_reply', { id, title });
  return { type: 'button', button: JSON.stringify({ text: title, payload: title }) };
}

function renderMedia({ media: type, file, caption }: Extract<PersonAct, { kind: 'media' }>, media: MediaStore) {
  const { url, signature } = media.signedLink(media.store(file));
  const object = { mime_type: file.mimeType, url, signature, ...(caption && { caption }) };
  return { type, [type]: JSON.stringify(object) };
}

function renderContact({ name, phones, emails = [] }: SharedContact): object {
  return {
    name: { formatted_name: name },
    phones: phones.map((phone) => ({ phone })),
    emails: emails.map((email) => ({ email })),
  };
}
