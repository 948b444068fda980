/** Which chat the phone page shows, as it stands in the address. */
export interface PhoneSearch {
  number?: string;
  person?: string;
  /** The person at the second phone; absent: one phone. */
  second?: string;
}

/** The router reads an id of digits alone as a number. */
function readId(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** Reads the address; what is no id is left out. */
export function parsePhoneSearch(search: Record<string, unknown>): PhoneSearch {
  const [number, person, second] = [search.number, search.person, search.second].map(readId);
  return {
    ...(number !== undefined && { number }),
    ...(person !== undefined && { person }),
    ...(second !== undefined && { second }),
  };
}
