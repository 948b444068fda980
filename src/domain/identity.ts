import type { ContactId } from './ids.ts';

/**
 * Who a person is: a set of identifiers, found by any of them.
 * `user_id` is the provider's business-scoped id (Meta's BSUID); `phone` is digits only, E.164 without plus; `provider_ref` anything else of
 * the provider's own. A group is a contact too, known by its `group` alone. `value` is what the provider gave; `matchKey` what is compared (several spellings of a phone share one), computed at
 * the edges.
 */
export type IdentifierKind = 'user_id' | 'phone' | 'parent_user_id' | 'provider_ref' | 'group';

export interface Identifier {
  kind: IdentifierKind;
  value: string;
  matchKey: string;
}

/**
 * A contact that holds at least one of the seen identifiers, with all that it holds. Contacts merged into another are not listed: their
 * identifiers count as the survivor's.
 */
export interface KnownContact {
  contactId: ContactId;
  /** Epoch ms. */
  createdAt: number;
  identifiers: readonly Identifier[];
}

export interface IdentityDecision {
  /** Whose event it is; null: of a contact yet to be made. */
  contactId: ContactId | null;
  /** Identifiers that nobody holds yet. */
  add: readonly Identifier[];
  /** Phones that now belong to this contact: recycled numbers. History stays where it is. */
  move: readonly { identifier: Identifier; fromContactId: ContactId }[];
  /** Contacts found to be one person; the survivor is `contactId`. */
  merge: readonly { loser: ContactId; survivor: ContactId }[];
}

/**
 * Decides whom one event speaks of, from the identifiers seen together in it. Idempotent: once a decision is applied, the same sighting
 * decides to change nothing.
 *
 * - Contacts that share a sighting are one person, unless both have user ids and none in common.
 * - Of such strangers the one with the seen user id (or a new contact) gets the seen phone; weak identifiers stay where they are.
 * - Several user ids in one sighting are one person's by the provider's own word (an identity change).
 * - A sighting that names a group speaks of the group alone: nobody in it becomes the group.
 */
export function decideIdentity(sighting: {
  seen: readonly Identifier[];
  known: readonly KnownContact[];
}): IdentityDecision {
  const seen = distinct(ownIdentifiers(sighting.seen));
  const keys = new Set(seen.map(keyOf));
  const matched = sighting.known
    .filter((contact) => contact.identifiers.some((identifier) => keys.has(keyOf(identifier))))
    .toSorted(byEvidence(seen));
  const { same, strangers } = separate(seen, matched);
  const survivor = same.toSorted(bySeniority)[0]?.contactId ?? null;
  return {
    contactId: survivor,
    add: seen.filter((identifier) => !matched.some((contact) => holds(contact, identifier))),
    move: seen.some(isUserId) ? phonesHeldBy(strangers, seen) : [],
    merge:
      survivor === null
        ? []
        : same.flatMap(({ contactId }) => (contactId === survivor ? [] : [{ loser: contactId, survivor }])),
  };
}

/** Those of a sighting that speak of one contact: where a group is named, the group's. */
export function ownIdentifiers(seen: readonly Identifier[]): readonly Identifier[] {
  const groups = seen.filter(({ kind }) => kind === 'group');
  return groups.length > 0 ? groups : seen;
}

/** Takes contacts in, best evidence first, as long as their user ids do not contradict those taken before. */
function separate(seen: readonly Identifier[], matched: readonly KnownContact[]) {
  const userIds = new Set(seen.filter(isUserId).map(keyOf));
  const same: KnownContact[] = [];
  const strangers: KnownContact[] = [];
  for (const contact of matched) {
    const own = contact.identifiers.filter(isUserId).map(keyOf);
    if (own.length > 0 && userIds.size > 0 && !own.some((key) => userIds.has(key))) {
      strangers.push(contact);
      continue;
    }
    for (const key of own) userIds.add(key);
    same.push(contact);
  }
  return { same, strangers };
}

function phonesHeldBy(strangers: readonly KnownContact[], seen: readonly Identifier[]): IdentityDecision['move'] {
  const phones = seen.filter((identifier) => identifier.kind === 'phone');
  return strangers.flatMap((contact) =>
    phones
      .filter((phone) => holds(contact, phone))
      .map((identifier) => ({ identifier, fromContactId: contact.contactId })),
  );
}

/** A shared user id or phone tells more than the provider's weaker references. */
function byEvidence(seen: readonly Identifier[]): (a: KnownContact, b: KnownContact) => number {
  const strength = (contact: KnownContact) => {
    const shared = seen.filter((identifier) => holds(contact, identifier));
    if (shared.some(isUserId)) return 2;
    return shared.some((identifier) => identifier.kind === 'phone') ? 1 : 0;
  };
  return (a, b) => strength(b) - strength(a) || bySeniority(a, b);
}

function bySeniority(a: KnownContact, b: KnownContact): number {
  const named = Number(b.identifiers.some(isUserId)) - Number(a.identifiers.some(isUserId));
  return named || a.createdAt - b.createdAt || (a.contactId < b.contactId ? -1 : 1);
}

function isUserId(identifier: Identifier): boolean {
  return identifier.kind === 'user_id';
}

function holds(contact: KnownContact, identifier: Identifier): boolean {
  return contact.identifiers.some((own) => keyOf(own) === keyOf(identifier));
}

function keyOf(identifier: Identifier): string {
  return `${identifier.kind}:${identifier.matchKey}`;
}

function distinct(identifiers: readonly Identifier[]): Identifier[] {
  return [
    ...new Map(identifiers.toReversed().map((identifier) => [keyOf(identifier), identifier])).values(),
  ].toReversed();
}
