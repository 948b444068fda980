/** The first of the invented numbers that end in a counter; 555-02xx and up belong to nobody. */
const FIRST = 15_550_200_001;

/** An invented phone number, digits only, that none of these is. */
export function freeNumber(taken: readonly string[]): string {
  const used = new Set(taken);
  let number = FIRST;
  while (used.has(String(number))) number += 1;
  return String(number);
}
