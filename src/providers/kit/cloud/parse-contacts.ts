import type { ContactCard, ContactsContent } from '../../../domain/content.ts';
import { asList, asObject, asText, type JsonObject, withoutUndefined } from '../json.ts';

/** Shared contact cards; every member may be missing or empty. Undefined: there is no card. */
export function parseContacts(element: JsonObject): ContactsContent | undefined {
  const cards = asList(element.contacts).map(asObject);
  if (cards.length === 0) return undefined;
  // Sources disagree whether the origin is the card's or the message's.
  const origin = asText(element.origin) ?? cards.map((card) => asText(card.origin)).find((text) => text !== undefined);
  return withoutUndefined({
    type: 'contacts',
    contacts: cards.map(parseCard),
    origin: origin === 'contact_request' ? origin : undefined,
  });
}

function parseCard(card: JsonObject): ContactCard {
  return withoutUndefined({
    name: parseName(asObject(card.name)),
    phones: parseList(card.phones, parsePhoneEntry),
    emails: parseList(card.emails, (entry) => typed(entry, 'email')),
    urls: parseList(card.urls, (entry) => typed(entry, 'url')),
    addresses: parseList(card.addresses, parseAddress),
    organization: parseOrganization(asObject(card.org)),
    birthday: asText(card.birthday),
  });
}

function parseName(name: JsonObject): ContactCard['name'] {
  const first = asText(name.first_name);
  const last = asText(name.last_name);
  return withoutUndefined({
    formatted: asText(name.formatted_name) ?? [first, last].filter(Boolean).join(' '),
    first,
    last,
    middle: asText(name.middle_name),
    prefix: asText(name.prefix),
    suffix: asText(name.suffix),
  });
}

function parsePhoneEntry(entry: JsonObject) {
  const waId = asText(entry.wa_id);
  const phone = asText(entry.phone) ?? waId;
  return phone === undefined ? undefined : withoutUndefined({ phone, type: asText(entry.type), waId });
}

function typed<Name extends 'email' | 'url'>(entry: JsonObject, name: Name) {
  const value = asText(entry[name]);
  if (value === undefined) return undefined;
  // A computed member name widens to an index signature.
  const named = { [name]: value } as Record<Name, string>;
  return { ...named, ...withoutUndefined({ type: asText(entry.type) }) };
}

function parseAddress(entry: JsonObject) {
  const address = withoutUndefined({
    street: asText(entry.street),
    city: asText(entry.city),
    state: asText(entry.state),
    zip: asText(entry.zip),
    country: asText(entry.country),
    countryCode: asText(entry.country_code),
    type: asText(entry.type),
  });
  return Object.keys(address).length === 0 ? undefined : address;
}

function parseOrganization(org: JsonObject) {
  const organization = withoutUndefined({
    company: asText(org.company),
    department: asText(org.department),
    title: asText(org.title),
  });
  return Object.keys(organization).length === 0 ? undefined : organization;
}

function parseList<Entry>(value: unknown, parse: (entry: JsonObject) => Entry | undefined): Entry[] | undefined {
  const entries = asList(value)
    .map((entry) => parse(asObject(entry)))
    .filter((entry) => entry !== undefined);
  return entries.length === 0 ? undefined : entries;
}
