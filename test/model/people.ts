/** Contacts: whom an event speaks of, and what happens when two of them turn out to be one person. */

import type { Identifier, KnownContact } from '../../src/domain/identity.ts';
import { decideIdentity, ownIdentifiers } from '../../src/domain/identity.ts';
import type { ChannelId, ContactId } from '../../src/domain/ids.ts';
import type { Sighting } from '../../src/store/ingest-items.ts';
import { mergeConversations } from './conversations.ts';
import type { ModelContact, ModelState } from './state.ts';
import { existing, nextNumber } from './state.ts';

/** The contact that was sighted, made if there is none. */
export function seePerson(state: ModelState, channelId: ChannelId, seen: Sighting): ModelContact {
  const sighting = { ...seen, identifiers: ownIdentifiers(seen.identifiers) };
  const decision = decideIdentity({
    seen: sighting.identifiers,
    known: holdersOf(state, channelId, sighting.identifiers),
  });
  const contact = decision.contactId ? existing(state.contacts, decision.contactId) : create(state, channelId);
  for (const { identifier, fromContactId } of decision.move) drop(existing(state.contacts, fromContactId), identifier);
  for (const { loser } of decision.merge) mergeInto(state, existing(state.contacts, loser), contact);
  const others = holdersOf(state, channelId, sighting.identifiers).filter(({ contactId }) => contactId !== contact.id);
  remember(
    contact,
    sighting,
    others.flatMap((other) => other.identifiers),
  );
  return contact;
}

/** The same for somebody whom we know already: a recipient is shown by identifiers that may all be new. */
export function seeRecipient(state: ModelState, contact: ModelContact, sighting: Sighting): void {
  const isNew = holdersOf(state, contact.channelId, sighting.identifiers).length === 0;
  const identifiers = isNew ? [...sighting.identifiers, ...contact.identifiers] : sighting.identifiers;
  if (identifiers.length > 0) seePerson(state, contact.channelId, { ...sighting, identifiers });
}

/** The same for whom somebody writes to: how they spell a number does not replace the provider's own spelling. */
export function seeAddressee(
  state: ModelState,
  channelId: ChannelId,
  identifiers: readonly Identifier[],
): ModelContact {
  const held = holdersOf(state, channelId, identifiers).flatMap((holder) => holder.identifiers);
  const spelled = identifiers.map((identifier) => held.find((own) => isSame(own, identifier)) ?? identifier);
  return seePerson(state, channelId, { identifiers: spelled });
}

/** Whether anybody on this channel holds one of these. */
export function isKnown(state: ModelState, channelId: ChannelId, identifiers: readonly Identifier[]): boolean {
  return holdersOf(state, channelId, identifiers).length > 0;
}

function create(state: ModelState, channelId: ChannelId): ModelContact {
  const contact: ModelContact = {
    // The model makes its own ids; the brand only says what they name.
    id: `contact_${nextNumber(state)}` as ContactId,
    channelId,
    createdAt: state.now(),
    identifiers: [],
    name: null,
    username: null,
    mergedInto: null,
  };
  state.contacts.set(contact.id, contact);
  return contact;
}

/** What was seen comes first; what others keep by the decision stays theirs. */
function remember(contact: ModelContact, sighting: Sighting, kept: readonly Identifier[]): void {
  const own = sighting.identifiers.filter((seen) => !isOneOf(seen, kept));
  const older = contact.identifiers.filter((held) => !isOneOf(held, own));
  contact.identifiers = [...own, ...older];
  contact.name = sighting.name ?? contact.name;
  contact.username = sighting.username ?? contact.username;
}

/** Links the two and hands the identifiers over; messages and history stay where they are. */
function mergeInto(state: ModelState, loser: ModelContact, survivor: ModelContact): void {
  loser.mergedInto = survivor.id;
  survivor.identifiers.push(...loser.identifiers);
  survivor.name ??= loser.name;
  survivor.username ??= loser.username;
  loser.identifiers = [];
  mergeConversations(state, loser, survivor);
}

function holdersOf(state: ModelState, channelId: ChannelId, identifiers: readonly Identifier[]): KnownContact[] {
  return [...state.contacts.values()]
    .filter(
      (contact) => contact.channelId === channelId && contact.identifiers.some((own) => isOneOf(own, identifiers)),
    )
    .map(({ id, createdAt, identifiers: held }) => ({ contactId: id, createdAt, identifiers: held }));
}

function isOneOf(identifier: Identifier, identifiers: readonly Identifier[]): boolean {
  return identifiers.some((other) => isSame(identifier, other));
}

function isSame(a: Identifier, b: Identifier): boolean {
  return a.kind === b.kind && a.matchKey === b.matchKey;
}

function drop(contact: ModelContact, identifier: Identifier): void {
  contact.identifiers = contact.identifiers.filter((own) => !isSame(own, identifier));
}
