import type { Identifier } from '../../domain/identity.ts';
import { phoneMatchKey } from '../../domain/phone-key.ts';

const PHONE = /^\d{5,20}$/;

/** Digits of a phone number however it is written (`+44 20 …`, `whatsapp:+44…`). Undefined: these are not digits of a phone. */
export function parsePhone(text: string): string | undefined {
  const digits = text.replace(/^whatsapp:/, '').replace(/[+\s().-]/g, '');
  return PHONE.test(digits) ? digits : undefined;
}

/** `digits` as the provider gave them, with the key under which all spellings of this number are found. */
export function phoneIdentifier(digits: string): Identifier {
  return { kind: 'phone', value: digits, matchKey: phoneMatchKey(digits) };
}
