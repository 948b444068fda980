/** Which chat the phone page shows, as it stands in the address. */
export interface PhoneSearch {
  number?: string;
  person?: string;
  /** The person at the second phone; absent: one phone. */
  second?: string;
}

/** Reads the address; what is not a text is left out. */
export function parsePhoneSearch(search: Record<string, unknown>): PhoneSearch {
  const { number, person, second } = search;
  return {
    ...(typeof number === 'string' && { number }),
    ...(typeof person === 'string' && { person }),
    ...(typeof second === 'string' && { second }),
  };
}
