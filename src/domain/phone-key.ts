/**
 * One key for the spellings of a number that WhatsApp itself mixes: Brazilian mobiles with and without the ninth digit, Mexican
 * ones with and without the 1 after the country code, Argentine ones with the 9, without it, and with the trunk 15.
 * For comparing only: what a provider gave is never rewritten. Takes digits with country code.
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
