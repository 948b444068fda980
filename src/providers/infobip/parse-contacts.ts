import type { ContactCard, ContactsContent } from '../../domain/content.ts';
import { asList, asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** Shared contact cards; every member may be missing. Undefined: there is no card. */
export function parseContacts({ contacts }: JsonObject): ContactsContent | undefined {
  const cards = asList(contacts).map(asObject);
  return cards.length === 0 ? undefined : { type: 'contacts', contacts: cards.map(parseCard) };
}

function parseCard(card: JsonObject): ContactCard {
  return withoutUndefined({
    name: parseName(asObject(card.name)),
    phones: parseList(card.phones, ({ phone, type, waId }) => {
      const number = asText(phone) ?? asText(waId);
      return number && withoutUndefined({ phone: number, type: asText(type), waId: asText(waId) });
    }),
    emails: parseList(card.emails, ({ email, type }) => {
      const address = asText(email);
      return address && withoutUndefined({ email: address, type: asText(type) });
    }),
    urls: parseList(card.urls, ({ url, type }) => {
      const address = asText(url);
      return address && withoutUndefined({ url: address, type: asText(type) });
    }),
    addresses: parseList(card.addresses, (address) =>
      notEmpty(textsOf(address, ['street', 'city', 'state', 'zip', 'country', 'countryCode', 'type'])),
    ),
    organization: notEmpty(textsOf(asObject(card.org), ['company', 'department', 'title'])),
    birthday: asText(card.birthday),
  });
}

function parseName(name: JsonObject): ContactCard['name'] {
  const first = asText(name.firstName);
  const last = asText(name.lastName);
  return withoutUndefined({
    formatted: asText(name.formattedName) ?? [first, last].filter(Boolean).join(' '),
    first,
    last,
    middle: asText(name.middleName),
    prefix: asText(name.namePrefix),
    suffix: asText(name.nameSuffix),
  });
}

function textsOf<Name extends string>(from: JsonObject, names: readonly Name[]): { [K in Name]?: string } {
  const texts: { [K in Name]?: string } = {};
  for (const name of names) {
    const text = asText(from[name]);
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function notEmpty<T extends object>(members: T): T | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}

function parseList<Entry>(value: unknown, parse: (entry: JsonObject) => Entry | '' | undefined): Entry[] | undefined {
  const entries = asList(value).flatMap((element) => {
    const entry = parse(asObject(element));
    return entry === undefined || entry === '' ? [] : [entry];
  });
  return entries.length === 0 ? undefined : entries;
}
