export type Consent = 'in' | 'out';

/** Who agreed to messages of which number. */
export interface Consents {
  get(numberId: string, phone: string): Consent | undefined;
  set(numberId: string, phone: string, consent: Consent): void;
  /** With the time of the last change, epoch ms. */
  list(numberId: string): { phone: string; consent: Consent; at: number }[];
}

export function createConsents(now: () => number): Consents {
  const all = new Map<string, Map<string, { consent: Consent; at: number }>>();
  const ofNumber = (numberId: string) => {
    const consents = all.get(numberId) ?? new Map<string, { consent: Consent; at: number }>();
    all.set(numberId, consents);
    return consents;
  };
  return {
    get: (numberId, phone) => ofNumber(numberId).get(phone)?.consent,
    set: (numberId, phone, consent) => void ofNumber(numberId).set(phone, { consent, at: now() }),
    list: (numberId) => [...ofNumber(numberId)].map(([phone, known]) => ({ phone, ...known })),
  };
}
