import { decideIdentity, type Identifier, type KnownContact } from '../../domain/identity.ts';
import type { ContactId } from '../../domain/ids.ts';
import { randomIds } from '../../host/ids.ts';
import { inheritMarketing } from '../contacts/marketing.ts';
import type { Sighting } from '../ingest-items.ts';
import type { Sql } from '../sql.ts';
import { type ContactRow, type IdentifierRow, identifierKey, PeopleRows } from './people-rows.ts';

// As in `conversations.ts`.
const ids = randomIds();

export interface Seen {
  channelId: string;
  sighting: Sighting;
  /** Whose event it is if nobody holds any of the identifiers; absent: a new contact's. */
  orContact?: string;
  /** Not the provider's word: its spelling of known identifiers stays. */
  hearsay?: true;
}

/** Two contacts that turned out to be one person. */
export interface ContactMerge {
  loser: string;
  survivor: string;
}

/**
 * Finds whom sightings speak of. Almost all show one contact by identifiers that it already holds: those cost one read for the whole group.
 * The others lock the contacts concerned and follow `decideIdentity`.
 */
export class People {
  readonly #sql: Sql;
  readonly #rows: PeopleRows;
  readonly #complete = new Set<string>();
  readonly #merges: ContactMerge[] = [];

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#rows = new PeopleRows(sql);
  }

  /** Reads, and locks where something is to change, what `resolve` needs. */
  async load(seen: readonly Seen[]): Promise<void> {
    const keys = new Map(seen.flatMap((one) => keysOf(one).map((key) => [identifierKey(key), key])));
    await this.#rows.find([...keys.values()]);
    // A lock may reveal another holder, whom it takes one more round to lock.
    for (;;) {
      const open = seen.filter((one) => !this.#isPlain(one));
      const wanted = [...new Set(open.flatMap((one) => this.#concerned(one)))].filter((id) => !this.#complete.has(id));
      if (wanted.length === 0) return;
      await this.#rows.lock(wanted);
      for (const id of wanted) this.#complete.add(id);
      await this.#rows.find(open.flatMap(keysOf));
    }
  }

  /** Whether anybody holds one of the identifiers. */
  isKnown(seen: Seen): boolean {
    return this.#holders(seen).length > 0;
  }

  /** The contact's id. Sightings must have been loaded; those resolved before count. */
  resolve(seen: Seen): string {
    const holders = this.#holders(seen);
    const [only] = holders;
    const plain = only !== undefined && this.#isPlain(seen);
    const contactId = plain ? only : this.#decide(seen, holders);
    this.#describe(contactId, seen);
    return contactId;
  }

  /** Whom a contact is by now, after all that was resolved. */
  survivorOf(contactId: string): string {
    const next = this.#rows.contacts.get(contactId)?.merged_into ?? null;
    return next === null ? contactId : this.survivorOf(next);
  }

  /** Merges that `resolve` decided since the last call. */
  takeMerges(): ContactMerge[] {
    return this.#merges.splice(0);
  }

  async save(): Promise<void> {
    await this.#rows.save();
    const merges = this.#merges.map(({ loser }) => ({ loser, survivor: this.survivorOf(loser) }));
    await inheritMarketing(this.#sql, merges);
  }

  /** All identifiers seen belong to one and the same contact. */
  #isPlain({ channelId, sighting }: Seen): boolean {
    const contacts = sighting.identifiers.map((identifier) => this.#find(channelId, identifier)?.contact_id);
    return contacts[0] !== undefined && contacts.every((id) => id === contacts[0]);
  }

  #concerned(seen: Seen): string[] {
    const holders = this.#holders(seen);
    return holders.length === 0 && seen.orContact !== undefined
      ? [seen.orContact, this.survivorOf(seen.orContact)]
      : holders;
  }

  #holders({ channelId, sighting }: Seen): string[] {
    const held = sighting.identifiers.map((identifier) => this.#find(channelId, identifier)?.contact_id);
    return [...new Set(held.filter((id) => id !== undefined))];
  }

  #decide(seen: Seen, holders: readonly string[]): string {
    const own = holders.length === 0 && seen.orContact !== undefined ? this.survivorOf(seen.orContact) : null;
    const known = own === null ? holders : [own];
    const identifiers = own === null ? seen.sighting.identifiers : [...seen.sighting.identifiers, ...this.#heldBy(own)];
    const decision = decideIdentity({ seen: identifiers, known: known.map((id) => this.#describeKnown(id)) });
    const contactId = decision.contactId ?? own ?? this.#create(seen.channelId);
    for (const { loser } of decision.merge) this.#merge(loser, contactId);
    for (const { identifier } of decision.move) this.#handOver(this.#find(seen.channelId, identifier), contactId);
    for (const identifier of decision.add) this.#add(seen.channelId, identifier, contactId);
    return contactId;
  }

  #describeKnown(contactId: string): KnownContact {
    const createdAt = this.#rows.contacts.get(contactId)?.created_at ?? 0;
    // Ids of our own rows.
    return { contactId: contactId as ContactId, createdAt, identifiers: this.#heldBy(contactId) };
  }

  #heldBy(contactId: string): Identifier[] {
    return [...this.#rows.identifiers.values()]
      .filter((row) => row.contact_id === contactId)
      .map((row) => ({ kind: row.kind as Identifier['kind'], value: row.value, matchKey: row.match_key }));
  }

  #create(channelId: string): string {
    const contact: ContactRow = {
      id: ids.next('contact'),
      channel_id: channelId,
      name: null,
      username: null,
      merged_into: null,
      created_at: this.#sql.now,
    };
    this.#rows.addContact(contact);
    this.#complete.add(contact.id);
    return contact.id;
  }

  #add(channelId: string, { kind, matchKey, value }: Identifier, contactId: string): void {
    this.#rows.addIdentifier({
      channel_id: channelId,
      kind,
      match_key: matchKey,
      value,
      contact_id: contactId,
      seen_at: this.#sql.now,
    });
  }

  #handOver(identifier: IdentifierRow | undefined, contactId: string): void {
    if (identifier === undefined) return;
    Object.assign(identifier, { contact_id: contactId, seen_at: this.#sql.now });
    this.#rows.identifierChanged(identifier);
  }

  #merge(loserId: string, survivorId: string): void {
    for (const identifier of this.#rows.identifiers.values()) {
      if (identifier.contact_id !== loserId) continue;
      identifier.contact_id = survivorId;
      this.#rows.identifierChanged(identifier);
    }
    const [loser, survivor] = [this.#rows.contacts.get(loserId), this.#rows.contacts.get(survivorId)];
    if (loser === undefined || survivor === undefined) throw new Error('merged contacts were not loaded');
    survivor.name ??= loser.name;
    survivor.username ??= loser.username;
    for (const contact of this.#rows.contacts.values()) {
      if (contact.merged_into !== loserId) continue;
      contact.merged_into = survivorId;
      this.#rows.contactChanged(contact);
    }
    loser.merged_into = survivorId;
    this.#rows.contactChanged(loser);
    this.#rows.contactChanged(survivor);
    this.#merges.push({ loser: loserId, survivor: survivorId });
  }

  /** Keeps the newest name and the newest spelling of what the contact holds. */
  #describe(contactId: string, { channelId, sighting, hearsay }: Seen): void {
    const contact = this.#rows.contacts.get(contactId);
    const name = sighting.name ?? contact?.name ?? null;
    const username = sighting.username ?? contact?.username ?? null;
    if (contact !== undefined && (contact.name !== name || contact.username !== username)) {
      Object.assign(contact, { name, username });
      this.#rows.contactChanged(contact);
    }
    if (hearsay) return;
    for (const identifier of sighting.identifiers) {
      const row = this.#find(channelId, identifier);
      if (row === undefined || row.contact_id !== contactId || row.value === identifier.value) continue;
      Object.assign(row, { value: identifier.value, seen_at: this.#sql.now });
      this.#rows.identifierChanged(row);
    }
  }

  #find(channelId: string, { kind, matchKey }: Identifier): IdentifierRow | undefined {
    return this.#rows.identifiers.get(identifierKey({ channel_id: channelId, kind, match_key: matchKey }));
  }
}

function keysOf({ channelId, sighting }: Seen): { channel_id: string; kind: string; match_key: string }[] {
  return sighting.identifiers.map(({ kind, matchKey }) => ({ channel_id: channelId, kind, match_key: matchKey }));
}
