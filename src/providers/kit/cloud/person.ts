import type { Person } from '../../../domain/events.ts';
import type { Identifier, IdentifierKind } from '../../../domain/identity.ts';
import { asObject, asText, withoutUndefined } from '../json.ts';
import { parsePhone, phoneIdentifier } from '../phone.ts';

/** Where an element names a person. The values' spelling differs by member, so they are handed in by role. */
export interface PersonMembers {
  phone?: unknown;
  userId?: unknown;
  parentUserId?: unknown;
}

/** One of `value.contacts[]`, or the thread of a history chunk. */
export interface Contact {
  identifiers: readonly Identifier[];
  name: string | undefined;
  username: string | undefined;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids (seen 2026-06). */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
/** The form before 2026. */
const OLDER_USER_ID = /^user\.[0-9a-f]{64}$/;

export function readContact(element: unknown): Contact {
  const contact = asObject(element);
  const profile = asObject(contact.profile);
  return {
    identifiers: readIdentifiers({
      phone: contact.wa_id,
      userId: contact.user_id,
      parentUserId: contact.parent_user_id,
    }),
    name: asText(profile.name)?.trim() || undefined,
    username: readUsername(profile.username),
  };
}

/** Older editions write a leading @. */
export function readUsername(value: unknown): string | undefined {
  return asText(value)?.replace(/^@/, '') || undefined;
}

/**
 * The member decides which role an id has, with one exception: a business-scoped id does turn up where a phone belongs. A user id of
 * unknown form beside a phone is left out, for it would split the person; alone it is all we have.
 */
export function readIdentifiers(members: PersonMembers): Identifier[] {
  const found = new Map<IdentifierKind, Identifier>();
  const add = (identifier: Identifier): void => {
    if (!found.has(identifier.kind)) found.set(identifier.kind, identifier);
  };
  const phone = asText(members.phone);
  const digits = phone === undefined ? undefined : parsePhone(phone);
  if (digits !== undefined) add(phoneIdentifier(digits));
  const userId = asText(members.userId);
  if (userId !== undefined && (isUserId(userId) || digits === undefined)) add(opaque('user_id', userId));
  const parentUserId = asText(members.parentUserId);
  if (parentUserId !== undefined) add(opaque('parent_user_id', parentUserId));
  if (phone !== undefined && USER_ID.test(phone)) {
    add(opaque(phone.slice(3).startsWith('ENT.') ? 'parent_user_id' : 'user_id', phone));
  }
  return [...found.values()];
}

function isUserId(text: string): boolean {
  return USER_ID.test(text) || OLDER_USER_ID.test(text);
}

function opaque(kind: 'user_id' | 'parent_user_id', value: string): Identifier {
  return { kind, value, matchKey: value };
}

/** The person whom `members` name, with what the matching contact adds. Undefined: nobody is named. */
export function readPerson(members: PersonMembers, contacts: readonly Contact[]): Person | undefined {
  const own = readIdentifiers(members);
  if (own.length === 0) return undefined;
  const contact = findContact(own, contacts);
  if (contact === undefined) return { identifiers: own };
  const added = contact.identifiers.filter(({ kind }) => own.every((identifier) => identifier.kind !== kind));
  return withoutUndefined({
    identifiers: added.length === 0 ? own : [...own, ...added],
    name: contact.name,
    username: contact.username,
  });
}

/** By id, never by place: contacts need not stand in the order of the messages. The stronger id decides first. */
function findContact(identifiers: readonly Identifier[], contacts: readonly Contact[]): Contact | undefined {
  for (const kind of ['user_id', 'phone', 'parent_user_id'] as const) {
    const wanted = identifiers.find((identifier) => identifier.kind === kind);
    if (wanted === undefined) continue;
    const found = contacts.find((contact) =>
      contact.identifiers.some((other) => other.kind === kind && other.matchKey === wanted.matchKey),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
