import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { ChatEntry } from '../../kit/chats.ts';
import type { PersonAct } from '../../kit/numbers.ts';
import type { Person } from '../../kit/people.ts';
import type { SelfServeNumber } from '../account.ts';
import type { MediaStore } from '../media-store.ts';
import type { Underway } from '../sending.ts';
import { viewPerson } from './person-view.ts';
import { renderContact } from './render-contact.ts';

export interface Arrival {
  number: SelfServeNumber;
  person: Person;
  entry: ChatEntry;
  act: PersonAct;
}

export interface V2Means {
  media: MediaStore;
  /** What the business sent under an id. */
  sent(messageId: string): Underway | undefined;
}

/** A callback around its payload. */
export function wrapV2({ appName, phoneNumber }: SelfServeNumber, type: string, payload: object, atMs: number): object {
  return { app: appName, phone: phoneNumber, timestamp: atMs, version: 2, type, payload };
}

/** A person's message; nothing for what only the other shape carries. https://docs.gupshup.io/docs/inbound-messages */
export function renderMessageV2(arrival: Arrival, means: V2Means): object | undefined {
  const { number, person, entry, act } = arrival;
  const content = renderAct(act, means);
  if (!content) return undefined;
  const { phone, userId } = viewPerson(person, number);
  const context = entry.replyTo === undefined ? undefined : renderContext(entry.replyTo, means);
  const payload = {
    id: entry.id,
    ...(phone && { source: phone }),
    ...content,
    sender: { ...(phone && renderPhone(phone)), name: person.name, ...(userId && { userId }) },
    ...(context && { context }),
  };
  return wrapV2(number, 'message', payload, entry.at);
}

function renderPhone(phone: string): object {
  const parsed = parsePhoneNumberFromString(`+${phone}`);
  return { phone, country_code: parsed?.countryCallingCode ?? '', dial_code: parsed?.nationalNumber ?? phone };
}

function renderContext(replyTo: string, means: V2Means): object {
  const sent = means.sent(replyTo);
  return sent ? { id: sent.whatsAppId, gsId: replyTo } : { id: replyTo };
}

type Content = { type: string; payload: object };

function renderAct(act: PersonAct, means: V2Means): Content | undefined {
  switch (act.kind) {
    case 'text':
    case 'referral':
      return { type: 'text', payload: { text: act.text } };
    case 'button':
      return renderTap(act, means);
    case 'list':
      return renderRow(act, means);
    case 'media':
      return renderMedia(act, means.media);
    case 'location': {
      const { longitude, latitude } = act.location;
      return { type: 'location', payload: { longitude: String(longitude), latitude: String(latitude) } };
    }
    case 'contacts':
      return { type: 'contact', payload: { contacts: act.contacts.map(renderContact) } };
    case 'flow_reply':
    case 'payment':
    case 'order':
    case 'unsupported':
      return undefined;
  }
}

function renderTap({ button, of }: Extract<PersonAct, { kind: 'button' }>, means: V2Means): Content {
  const { id, title } = button;
  const outgoing = means.sent(of.id)?.outgoing;
  const postbackText = outgoing?.choices?.find((choice) => choice.id === id)?.postbackText;
  const postback = postbackText === undefined ? {} : { postbackText };
  if (of.kind === 'template') return { type: 'quick_reply', payload: { type: 'button', text: title, ...postback } };
  return {
    type: 'button_reply',
    payload: { id: outgoing?.msgid ?? of.id, title, reply: `${title} ${id}`, ...postback },
  };
}

function renderRow({ row, of }: Extract<PersonAct, { kind: 'list' }>, means: V2Means): Content {
  const { id, title, description = '' } = row;
  const outgoing = means.sent(of.id)?.outgoing;
  const postbackText = outgoing?.choices?.find((choice) => choice.id === id)?.postbackText ?? '';
  const reply = `${title} ${id}`;
  return { type: 'list_reply', payload: { id: outgoing?.msgid ?? of.id, title, reply, description, postbackText } };
}

function renderMedia(
  { media: kind, file, caption }: Extract<PersonAct, { kind: 'media' }>,
  media: MediaStore,
): Content {
  const type = { voice: 'audio', document: 'file' }[kind as string] ?? kind;
  const { url, expiresAt } = media.plainLink(media.store(file));
  const payload = {
    url,
    contentType: file.mimeType,
    ...(caption && { caption }),
    ...(file.fileName && kind === 'document' && { name: file.fileName }),
    urlExpiry: expiresAt,
  };
  return { type, payload };
}
