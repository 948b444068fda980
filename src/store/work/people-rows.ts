import { rows, type Sql, statement } from '../sql.ts';

export interface ContactRow {
  id: string;
  channel_id: string;
  name: string | null;
  username: string | null;
  merged_into: string | null;
  created_at: number;
}

export interface IdentifierRow {
  channel_id: string;
  kind: string;
  match_key: string;
  /** What the provider gave. */
  value: string;
  contact_id: string;
  seen_at: number;
}

/** An identifier with the contact that holds it; identifiers are handed over when contacts merge, so it is never a merged one. */
interface HeldRow extends IdentifierRow {
  name: string | null;
  username: string | null;
  created_at: number;
}

const HELD = statement(`
  select i.channel_id, i.kind, i.match_key, i.value, i.contact_id, i.seen_at, c.name, c.username, c.created_at
  from {{rows $1 as r: channel_id text, kind text, match_key text}}
  join identifier i on i.channel_id = r.channel_id and i.kind = r.kind and i.match_key = r.match_key
  join contact c on c.id = i.contact_id`);

const LOCK = statement(`
  select c.* from {{rows $1 as r: id text}} join contact c on c.id = r.id order by c.id {{for update}}`);

const ALL_OF = statement(`
  select i.* from {{rows $1 as r: id text}} join identifier i on i.contact_id = r.id`);

const INSERT_CONTACTS = statement(`
  insert into contact (id, channel_id, name, username, merged_into, created_at)
  select r.id, r.channel_id, r.name, r.username, r.merged_into, r.created_at
  from {{rows $1 as r: id text, channel_id text, name text, username text, merged_into text, created_at bigint}}`);

const UPDATE_CONTACTS = statement(`
  update contact set name = r.name, username = r.username, merged_into = r.merged_into
  from {{rows $1 as r: id text, name text, username text, merged_into text}} where contact.id = r.id`);

/** Whoever was merged into a loser earlier is now merged into its survivor: one step always leads to the end of the chain. */
const SHORTEN_CHAINS = statement(`
  update contact set merged_into = r.merged_into
  from {{rows $1 as r: id text, merged_into text}} where contact.merged_into = r.id`);

const INSERT_IDENTIFIERS = statement(`
  insert into identifier (channel_id, kind, match_key, value, contact_id, seen_at)
  select r.channel_id, r.kind, r.match_key, r.value, r.contact_id, r.seen_at
  from {{rows $1 as r: channel_id text, kind text, match_key text, value text, contact_id text, seen_at bigint}}`);

const UPDATE_IDENTIFIERS = statement(`
  update identifier set value = r.value, contact_id = r.contact_id, seen_at = r.seen_at
  from {{rows $1 as r: channel_id text, kind text, match_key text, value text, contact_id text, seen_at bigint}}
  where identifier.channel_id = r.channel_id and identifier.kind = r.kind and identifier.match_key = r.match_key`);

type IdentifierKey = Pick<IdentifierRow, 'channel_id' | 'kind' | 'match_key'>;

/**
 * Contacts and identifiers in memory, written back once. Two nodes that make the same person at once collide on the identifier's key; the
 * engine then runs the later group again.
 */
export class PeopleRows {
  readonly #sql: Sql;
  readonly contacts = new Map<string, ContactRow>();
  readonly identifiers = new Map<string, IdentifierRow>();
  readonly #changes = {
    contacts: { created: new Set<ContactRow>(), changed: new Set<ContactRow>() },
    identifiers: { created: new Set<IdentifierRow>(), changed: new Set<IdentifierRow>() },
  };

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Reads these identifiers, as far as anybody holds them, and their contacts. */
  async find(keys: readonly IdentifierKey[]): Promise<void> {
    if (keys.length === 0) return;
    for (const held of await this.#sql.all<HeldRow>(HELD, rows(keys))) {
      const { channel_id, kind, match_key, value, contact_id, seen_at, ...contact } = held;
      this.identifiers.set(identifierKey(held), { channel_id, kind, match_key, value, contact_id, seen_at });
      if (!this.contacts.has(contact_id)) {
        this.contacts.set(contact_id, { id: contact_id, channel_id, merged_into: null, ...contact });
      }
    }
  }

  /** Locks contacts and reads all that they hold. What was read before the lock may have changed and must be read again. */
  async lock(contactIds: readonly string[]): Promise<void> {
    const wanted = rows(contactIds.toSorted().map((id) => ({ id })));
    for (const contact of await this.#sql.all<ContactRow>(LOCK, wanted)) this.contacts.set(contact.id, contact);
    for (const identifier of await this.#sql.all<IdentifierRow>(ALL_OF, wanted)) {
      this.identifiers.set(identifierKey(identifier), identifier);
    }
  }

  addContact(contact: ContactRow): void {
    this.contacts.set(contact.id, contact);
    this.#changes.contacts.created.add(contact);
  }

  addIdentifier(identifier: IdentifierRow): void {
    this.identifiers.set(identifierKey(identifier), identifier);
    this.#changes.identifiers.created.add(identifier);
  }

  contactChanged(contact: ContactRow): void {
    const { created, changed } = this.#changes.contacts;
    if (!created.has(contact)) changed.add(contact);
  }

  identifierChanged(identifier: IdentifierRow): void {
    const { created, changed } = this.#changes.identifiers;
    if (!created.has(identifier)) changed.add(identifier);
  }

  async save(): Promise<void> {
    const { contacts, identifiers } = this.#changes;
    const merged = [...contacts.changed].filter(({ merged_into }) => merged_into !== null);
    await Promise.all([
      this.#write(INSERT_CONTACTS, contacts.created),
      this.#write(UPDATE_CONTACTS, contacts.changed),
      this.#write(SHORTEN_CHAINS, merged),
      this.#write(INSERT_IDENTIFIERS, [...identifiers.created].toSorted(byKey)),
      this.#write(UPDATE_IDENTIFIERS, [...identifiers.changed].toSorted(byKey)),
    ]);
    for (const set of [contacts.created, contacts.changed]) set.clear();
    for (const set of [identifiers.created, identifiers.changed]) set.clear();
  }

  async #write(into: ReturnType<typeof statement>, changed: Iterable<object>): Promise<void> {
    const written = [...changed];
    if (written.length > 0) await this.#sql.run(into, rows(written));
  }
}

/** What `PeopleRows.identifiers` is keyed by. */
export function identifierKey({ channel_id, kind, match_key }: IdentifierKey): string {
  return `${channel_id} ${kind} ${match_key}`;
}

function byKey(a: IdentifierKey, b: IdentifierKey): number {
  return identifierKey(a) < identifierKey(b) ? -1 : 1;
}
