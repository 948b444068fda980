/** The same value with the members of every object in the order of their names, so that equal values read the same. */
export function ordered<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(ordered) as Value; // A list stays a list of the same.
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([one], [other]) => compareText(one, other));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)])) as Value; // The same members.
}

/** Whether two values say the same, whatever the order of their members. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

/** For `toSorted`: by code units, the same on every machine whatever its language. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
