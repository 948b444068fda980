/**
 * Spellings of one number that WhatsApp itself mixes: the mobile prefixes of Brazil, Mexico and Argentina come and go between the number
 * that was dialled and the `wa_id` that is reported.
 */
const VARIANTS: readonly [pattern: RegExp, key: string][] = [
  [/^55(\d{2})9(\d{8})$/, '55$1$2'],
  [/^521(\d{10})$/, '52$1'],
  [/^549(\d{10})$/, '54$1'],
];

/** What is compared when people are looked up by phone. Takes any spelling with country code; the value itself is never rewritten. */
export function phoneMatchKey(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  for (const [pattern, key] of VARIANTS) if (pattern.test(digits)) return digits.replace(pattern, key);
  return digits;
}
