import type { Person, SenderAddress } from '../../domain/events.ts';
import type { Identifier } from '../../domain/identity.ts';
import { parsePhone, phoneIdentifier } from '../kit/phone.ts';

const CHANNEL = 'whatsapp:';
/** Business-scoped id of a person who shows no number; never with a plus. */
const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/;

/** Whether an address is one of WhatsApp; a bare number is one of SMS. */
export function isWhatsApp(address: string): boolean {
  return address.startsWith(CHANNEL);
}

/** What follows `whatsapp:` as phone number or business-scoped user id. Undefined: neither. */
export function parseAddress(address: string | undefined): Identifier | undefined {
  if (address === undefined) return undefined;
  const bare = address.replace(/^whatsapp:/, '').trim();
  if (USER_ID.test(bare)) return { kind: 'user_id', value: bare, matchKey: bare };
  const digits = parsePhone(bare);
  return digits === undefined ? undefined : phoneIdentifier(digits);
}

/** The business's side of a webhook. */
export function readSender(address: string | undefined): SenderAddress {
  const found = parseAddress(address);
  return { field: 'phoneNumber', value: found?.kind === 'phone' ? found.value : null };
}

/**
 * A person by what names them, strongest first: a phone number or user id each once. `WaId` counts only where nothing else is a number,
 * because it is spelled differently in some countries.
 */
export function readPerson(named: readonly (string | undefined)[], name?: string): Person | undefined {
  const found = named.flatMap((address) => parseAddress(address) ?? []);
  const identifiers = found.filter(({ kind }, index) => found.findIndex((other) => other.kind === kind) === index);
  if (identifiers.length === 0) return undefined;
  return name === undefined ? { identifiers } : { identifiers, name };
}

export function phoneAddress(digits: string): string {
  return `${CHANNEL}+${digits.replace(/\D/g, '')}`;
}

/** Where a message goes: to the number where one is known, else to the user id unchanged. */
export function recipientAddress(recipient: readonly Identifier[]): string | undefined {
  const phone = recipient.find(({ kind }) => kind === 'phone');
  if (phone !== undefined) return phoneAddress(phone.value);
  const user = recipient.find(({ kind }) => kind === 'user_id');
  return user && `${CHANNEL}${user.value}`;
}
