import type { Person, SenderAddress, UnknownReported } from '../../domain/events.ts';
import { readIdentifiers, readUsername } from '../kit/cloud/person.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import { parseDate } from './date.ts';

/** What an item does not say itself. */
export interface ItemContext {
  /** Digits of the sender that the address names. */
  sender: string | null;
  /** When the webhook came, epoch ms. */
  receivedAt: number | undefined;
  /** Of a shared sender. */
  keyword: string | undefined;
}

/** A sender by its number, or whichever the channel has. */
export function senderAddress(digits: string | null): SenderAddress {
  return { field: 'phoneNumber', value: digits };
}

/** The number that a member names. Undefined: none. */
export function readNumber(value: unknown): string | undefined {
  const text = asText(value);
  return text === undefined ? undefined : parsePhone(text);
}

/** The person of `contact`, whose number may be hidden; `address` is a number, or then an id. Undefined: nobody is named. */
export function readPerson(contact: unknown, address: unknown): Person | undefined {
  const { name, phoneNumber, userId, parentUserId, username } = asObject(contact);
  const identifiers = readIdentifiers({ phone: asText(phoneNumber) ?? address, userId, parentUserId });
  if (identifiers.length === 0) return undefined;
  return withoutUndefined({ identifiers, name: asText(name)?.trim() || undefined, username: readUsername(username) });
}

/** @throws UnreadableElement */
export function requirePerson(person: Person | undefined): Person {
  if (person === undefined) throw new UnreadableElement('It names no person.');
  return person;
}

/** The first member that is a time, else when the webhook came. @throws UnreadableElement */
export function readTime(values: readonly unknown[], { receivedAt }: ItemContext): number {
  const at = values.map(parseDate).find((time) => time !== undefined) ?? receivedAt;
  if (at === undefined) throw new UnreadableElement('It has no time.');
  return at;
}

/** @throws UnreadableElement */
export function requireId(value: unknown): string {
  const id = asText(value);
  if (id === undefined) throw new UnreadableElement('It has no message id.');
  return id;
}

/** An item without a meaning here. */
export function unknownItem(kind: string, item: JsonObject, sender?: SenderAddress): UnknownReported {
  return unknownReported(kind, rawOf(item), sender);
}
