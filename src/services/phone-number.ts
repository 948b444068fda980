import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Mexican mobile numbers as WhatsApp still shows them, with the trunk digit 1 that the numbering plan dropped in 2019. */
const MEXICO_WITH_TRUNK = /^521\d{10}$/;

/**
 * Reads a number in international form, with or without plus or leading zeros, with any punctuation. Only the length is judged:
 * test numbers of providers lie in ranges that nobody owns.
 *
 * @returns digits, E.164 without plus; null: not a phone number.
 */
export function readPhoneNumber(text: string): string | null {
  if (!/^[+\d\s().\-/]+$/.test(text)) return null;
  const digits = text.replace(/\(0\)/, '').replaceAll(/\D/g, '').replace(/^00/, '');
  if (MEXICO_WITH_TRUNK.test(digits)) return digits;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isPossible() ? parsed.number.slice(1) : null;
}
