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
  /** Known by the business-scoped user id alone. */
  readonly withoutPhone: boolean;
  /** False: what is sent to the person cannot be delivered. */
  readonly onWhatsApp: boolean;
  /** False: businesses are not told what the person has read. */
  readonly readReceipts: boolean;
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
  /** True if left out. */
  onWhatsApp?: boolean;
  /** True if left out. */
  readReceipts?: boolean;
}

/** What of a person may change. A new phone brings a new user id with it. */
export interface PersonChanges {
  name?: string;
  /** Null: none any more. */
  username?: string | null;
  phone?: string;
  userId?: string;
  onWhatsApp?: boolean;
  readReceipts?: boolean;
}

export interface People {
  /** Adds someone, or replaces the person of that id. Throws if another person has the phone or user id. */
  add(person: NewPerson): Person;
  /** Throws as `add` does, and a 404 problem where nobody has the id. */
  change(id: string, changes: PersonChanges): Person;
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
function randomUserId(random: () => number): string {
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

  const requireFree = (index: Map<string, string>, key: string | undefined, id: string) => {
    if (key === undefined || (index.get(key) ?? id) === id) return;
    throw notPossible(`Another simulated person already has ${key}.`);
  };

  const forget = (id: string) => {
    const known = people.get(id);
    if (known?.phone) phones.delete(known.phone);
    if (known?.userId) userIds.delete(known.userId);
  };

  const require = (id: string): Person => {
    const person = people.get(id);
    if (!person) throw notFound(`Person ${id}`);
    return person;
  };

  const put = (person: Person): Person => {
    requireFree(phones, person.phone, person.id);
    requireFree(userIds, person.userId, person.id);
    forget(person.id);
    people.set(person.id, person);
    if (person.phone) phones.set(person.phone, person.id);
    if (person.userId) userIds.set(person.userId, person.id);
    return person;
  };

  return {
    add(wanted) {
      const phone = wanted.withoutPhone ? undefined : (wanted.phone?.replace(/\D/g, '') ?? freePhone());
      const userId = wanted.withoutUserId ? undefined : (wanted.userId ?? randomUserId(random));
      if (!phone && !userId) throw notPossible('A person needs a phone number or a user id.');
      return put({
        id: wanted.id ?? freeId(),
        name: wanted.name,
        ...(phone && { phone }),
        ...(userId && { userId }),
        ...(wanted.username && { username: bare(wanted.username) }),
        withoutPhone: phone === undefined,
        onWhatsApp: wanted.onWhatsApp ?? true,
        readReceipts: wanted.readReceipts ?? true,
      });
    },
    change(id, { username, phone, ...changes }) {
      const { username: usernameBefore, ...before } = require(id);
      const usernameAfter = username === undefined ? usernameBefore : username;
      const newPhone = phone?.replace(/\D/g, '');
      const isMoved = newPhone !== undefined && newPhone !== before.phone;
      return put({
        ...before,
        ...(usernameAfter && { username: bare(usernameAfter) }),
        ...(isMoved && { phone: newPhone, withoutPhone: false }),
        ...(isMoved && before.userId && { userId: randomUserId(random) }),
        ...changes,
      });
    },
    get: (id) => people.get(id),
    require,
    list: () => [...people.values()],
    byPhone: (digits) => find(phones, digits),
    byUserId: (userId) => find(userIds, userId),
  };
}

function bare(username: string): string {
  return username.replace(/^@/, '');
}
