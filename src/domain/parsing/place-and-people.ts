import type { ContactCard, ContactsContent, LocationContent, ReactionContent } from '../content.ts';
import { type Bounds, compact, Fields } from './fields.ts';

const ANY: Bounds = { min: 0, max: 100 };
/** The Cloud API takes 257 cards in one message. */
const CARDS: Bounds = { min: 1, max: 257 };

/** Also the Cloud API's shape, whose numbers may be numeric strings. */
export function readLocation(fields: Fields): LocationContent {
  return compact({
    type: 'location' as const,
    latitude: readDegrees(fields, 'latitude', 90),
    longitude: readDegrees(fields, 'longitude', 180),
    name: fields.optionalText('name'),
    address: fields.optionalText('address'),
  });
}

function readDegrees(fields: Fields, name: string, limit: number): number {
  const value = fields.value(name);
  const bounds = { min: -limit, max: limit };
  if (typeof value !== 'string') return fields.number(name, bounds);
  const degrees = value.trim() === '' ? Number.NaN : Number(value);
  if (Number.isNaN(degrees)) throw fields.mistake(name, 'must be a number');
  return fields.within(name, degrees, bounds);
}

export function readReaction(fields: Fields): ReactionContent {
  return { type: 'reaction', messageId: fields.text('messageId'), emoji: fields.anyText('emoji') };
}

/** Reads both spellings of a card: ours (`formatted`) and the Cloud API's (`formatted_name`). */
export function readContacts(fields: Fields): ContactsContent {
  return { type: 'contacts', contacts: fields.list('contacts', CARDS, readCard) };
}

function readCard(item: unknown, path: string): ContactCard {
  const fields = new Fields(item, path);
  const card = compact({
    name: readName(fields.object('name')),
    phones: fields.optionalList('phones', ANY, readPhone),
    emails: fields.optionalList('emails', ANY, (entry, at) => {
      const email = new Fields(entry, at);
      return closed(email, { email: email.text('email'), type: email.optionalText('type') });
    }),
    urls: fields.optionalList('urls', ANY, (entry, at) => {
      const url = new Fields(entry, at);
      return closed(url, { url: url.text('url'), type: url.optionalText('type') });
    }),
    addresses: fields.optionalList('addresses', ANY, readAddress),
    organization: readOrganization(fields.optionalObject('organization') ?? fields.optionalObject('org')),
    birthday: fields.optionalText('birthday'),
  });
  fields.end();
  return card;
}

function readName(fields: Fields): ContactCard['name'] {
  const formatted = eitherText(fields, 'formatted', 'formatted_name');
  if (formatted === undefined) throw fields.mistake('formatted', 'is missing');
  return closed(fields, {
    formatted,
    first: eitherText(fields, 'first', 'first_name'),
    last: eitherText(fields, 'last', 'last_name'),
    middle: eitherText(fields, 'middle', 'middle_name'),
    prefix: blankAsAbsent(fields, 'prefix'),
    suffix: blankAsAbsent(fields, 'suffix'),
  });
}

function readPhone(entry: unknown, path: string) {
  const fields = new Fields(entry, path);
  return closed(fields, {
    phone: fields.text('phone'),
    type: fields.optionalText('type'),
    waId: eitherText(fields, 'waId', 'wa_id'),
  });
}

function readAddress(entry: unknown, path: string) {
  const fields = new Fields(entry, path);
  return closed(fields, {
    street: blankAsAbsent(fields, 'street'),
    city: blankAsAbsent(fields, 'city'),
    state: blankAsAbsent(fields, 'state'),
    zip: blankAsAbsent(fields, 'zip'),
    country: blankAsAbsent(fields, 'country'),
    countryCode: eitherText(fields, 'countryCode', 'country_code'),
    type: fields.optionalText('type'),
  });
}

function readOrganization(fields: Fields | undefined) {
  if (fields === undefined) return undefined;
  return closed(fields, {
    company: blankAsAbsent(fields, 'company'),
    department: blankAsAbsent(fields, 'department'),
    title: blankAsAbsent(fields, 'title'),
  });
}

function eitherText(fields: Fields, ours: string, theirs: string): string | undefined {
  return blankAsAbsent(fields, ours) ?? blankAsAbsent(fields, theirs);
}

/** Address books write empty strings for parts that they do not know. */
function blankAsAbsent(fields: Fields, name: string): string | undefined {
  return fields.value(name) === '' ? undefined : fields.optionalText(name);
}

/** The object's last step: nothing else may be in it. */
function closed<T extends object>(fields: Fields, value: T) {
  fields.end();
  return compact(value);
}
