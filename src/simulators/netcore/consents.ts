/** Who has opted in to messages of which number, by phone number. */
export interface Consents {
  has(numberId: string, phone: string): boolean;
  /** False if nothing changed. */
  optIn(numberId: string, phone: string): boolean;
  optOut(numberId: string, phone: string): boolean;
}

export function createConsents(): Consents {
  const phonesOf = new Map<string, Set<string>>();

  const open = (numberId: string): Set<string> => {
    const phones = phonesOf.get(numberId) ?? new Set<string>();
    phonesOf.set(numberId, phones);
    return phones;
  };

  return {
    has: (numberId, phone) => open(numberId).has(phone),
    optIn(numberId, phone) {
      const phones = open(numberId);
      if (phones.has(phone)) return false;
      phones.add(phone);
      return true;
    },
    optOut: (numberId, phone) => open(numberId).delete(phone),
  };
}
