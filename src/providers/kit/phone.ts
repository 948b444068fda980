import type { Identifier } from '../../domain/identity.ts';

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

/**
 * One key for the spellings of a number that WhatsApp itself mixes: Brazilian mobiles with and without the ninth digit, Mexican
 * ones with and without the 1 after the country code, Argentine ones with the 9, without it, and with the trunk 15.
 * For comparing only: what a provider gave is never rewritten.
 */
export function phoneMatchKey(digits: string): string {
  for (const [spelling, key] of SPELLINGS) if (spelling.test(digits)) return digits.replace(spelling, key);
  return digits;
}

/** Argentine area codes have 2 to 4 digits; with the subscriber's number they make 10. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^55(\d\d)9([6-9]\d{7})$/, '55$1$2'],
  [/^521(\d{10})$/, '52$1'],
  [/^549(\d{10})$/, '54$1'],
  [/^54(11)15(\d{8})$/, '54$1$2'],
  [/^54([2368]\d\d)15(\d{7})$/, '54$1$2'],
  [/^54([2368]\d{3})15(\d{6})$/, '54$1$2'],
];
