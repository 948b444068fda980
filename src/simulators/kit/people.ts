import { notFound, notPossible } from './problem.ts';

/** Someone with a simulated phone. Has a phone number, a business-scoped user id, or both. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Digits only, with country code. */
  readonly phone?: string;
  /** Business-scoped user id, `CC.` and up to 128 letters and digits. One for all simulated portfolios. */
  readonly userId?: string;
  /** Without `@`. */
  readonly username?: string;
}

interface NewPerson {
  id?: string;
  name: string;
  /** Any way of writing it; left out: one of the 555 numbers is given. */
  phone?: string;
  userId?: string;
  username?: string;
  /** Known by the business-scoped user id alone. */
  withoutPhone?: boolean;
  /** Known by the phone number alone, as before April 2026. */
  withoutUserId?: boolean;
}

export interface People {
  /** Adds someone, or replaces the person of that id. Throws if another person has the phone or user id. */
  add(person: NewPerson): Person;
  get(id: string): Person | undefined;
  /** As `get`; throws a 404 problem where nobody has the id. */
  require(id: string): Person;
  list(): Person[];
  byPhone(digits: string): Person | undefined;
  byUserId(userId: string): Person | undefined;
}

const FIRST_GIVEN_PHONE = 15_550_100_001;
const USER_ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes a business-scoped user id of a US user: `US.` and 20 letters and digits. */
export function randomUserId(random: () => number): string {
  const letter = () => USER_ID_LETTERS.charAt(Math.floor(random() * USER_ID_LETTERS.length));
  return `US.${Array.from({ length: 20 }, letter).join('')}`;
}

export function createPeople(random: () => number): People {
  const people = new Map<string, Person>();
  const phones = new Map<string, string>();
  const userIds = new Map<string, string>();

  const find = (index: Map<string, string>, key: string) => people.get(index.get(key) ?? '');

  const freePhone = () => {
    let phone = FIRST_GIVEN_PHONE + phones.size;
    while (phones.has(String(phone))) phone += 1;
    return String(phone);
  };

  const freeId = () => {
    let count = people.size + 1;
    while (people.has(`person-${count}`)) count += 1;
    return `person-${count}`;
  };

  const claim = (index: Map<string, string>, key: string | undefined, id: string) => {
    if (key === undefined) return;
    if ((index.get(key) ?? id) !== id) throw notPossible(`Another simulated person already has ${key}.`);
    index.set(key, id);
  };

  const forget = (id: string) => {
    const known = people.get(id);
    if (known?.phone) phones.delete(known.phone);
    if (known?.userId) userIds.delete(known.userId);
  };

  return {
    add(wanted) {
      const id = wanted.id ?? freeId();
      forget(id);
      const phone = wanted.withoutPhone ? undefined : (wanted.phone?.replace(/\D/g, '') ?? freePhone());
      const userId = wanted.withoutUserId ? undefined : (wanted.userId ?? randomUserId(random));
      if (!phone && !userId) throw notPossible('A person needs a phone number or a user id.');
      claim(phones, phone, id);
      claim(userIds, userId, id);
      const person: Person = {
        id,
        name: wanted.name,
        ...(phone && { phone }),
        ...(userId && { userId }),
        ...(wanted.username && { username: wanted.username.replace(/^@/, '') }),
      };
      people.set(id, person);
      return person;
    },
    get: (id) => people.get(id),
    require(id) {
      const person = people.get(id);
      if (!person) throw notFound(`Person ${id}`);
      return person;
    },
    list: () => [...people.values()],
    byPhone: (digits) => find(phones, digits),
    byUserId: (userId) => find(userIds, userId),
  };
}
