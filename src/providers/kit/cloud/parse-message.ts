import type { ContactsContent, InboundContext } from '../../../domain/content.ts';
import type {
  IdentityChanged,
  MessageAmended,
  MessageEchoed,
  MessageReceived,
  Person,
  UnknownReported,
} from '../../../domain/events.ts';
import { rawOf, UnreadableElement } from '../elements.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../json.ts';
import type { Change } from './change.ts';
import { type Head, readHead } from './head.ts';
import { parseAmendment } from './parse-amendment.ts';
import { parseContent } from './parse-content.ts';
import { parseSystem } from './parse-identity-change.ts';
import { readReceivedMedia } from './parse-media.ts';
import { readIdentifiers, readPerson } from './person.ts';

type Inbound = MessageReceived | MessageAmended;
type Echo = MessageEchoed | MessageAmended;

/** One element of `messages[]`. @throws UnreadableElement if it has no id, no time, no person or no phone number id. */
export function parseMessage(
  element: unknown,
  change: Change,
  stream: MessageReceived['stream'],
): Inbound | IdentityChanged | UnknownReported {
  const head = readHead(element, change);
  if (head.element.type === 'system') return parseSystem(head, change);
  return received(head, readAuthor(head, change), stream);
}

/** One element of `message_echoes[]`: the business wrote, `to` names the person. */
export function parseEcho(element: unknown, change: Change, stream: MessageEchoed['stream']): Echo {
  const head = readHead(element, change);
  const { to, to_user_id, to_parent_user_id } = head.element;
  const person = readPerson({ phone: to, userId: to_user_id, parentUserId: to_parent_user_id }, change.contacts);
  return echoed(head, requirePerson(person), stream);
}

function readAuthor({ element }: Head, { contacts }: Change): Person {
  const { from, from_user_id, from_parent_user_id } = element;
  return requirePerson(readPerson({ phone: from, userId: from_user_id, parentUserId: from_parent_user_id }, contacts));
}

/** @throws UnreadableElement */
export function requirePerson(person: Person | undefined): Person {
  if (person === undefined) throw new UnreadableElement('It names no person.');
  return person;
}

export function received(head: Head, person: Person, stream: MessageReceived['stream']): Inbound {
  const { element, sender, providerMessageId, at } = head;
  const amended = parseAmendment(head, person, stream);
  if (amended !== undefined) return amended;
  const content = parseContent(element);
  return withoutUndefined({
    type: 'message_received',
    stream,
    sender,
    person: content.type === 'contacts' ? withOwnNumber(person, content) : person,
    providerMessageId,
    at,
    content,
    media: readReceivedMedia(element),
    context: readContext(element),
    groupId: asText(element.group_id),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  });
}

export function echoed(head: Head, person: Person, stream: MessageEchoed['stream']): Echo {
  const { element, sender, providerMessageId, at } = head;
  const amended = parseAmendment(head, person, stream);
  if (amended !== undefined) return amended;
  return withoutUndefined({
    type: 'message_echoed',
    stream,
    sender,
    person,
    providerMessageId,
    at,
    content: parseContent(element),
    media: readReceivedMedia(element),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  });
}

/** Who was asked for the number and shared it is known by it from now on. */
function withOwnNumber(person: Person, { origin, contacts }: ContactsContent): Person {
  const phones = contacts.flatMap((card) => card.phones ?? []);
  const [own, another] = phones;
  const isKnown = person.identifiers.some(({ kind }) => kind === 'phone');
  if (origin !== 'contact_request' || own === undefined || another !== undefined || isKnown) return person;
  return { ...person, identifiers: [...person.identifiers, ...readIdentifiers({ phone: own.waId ?? own.phone })] };
}

/** `context.from` is the person, the business or a phone number id, and is used for nothing. */
function readContext(element: JsonObject): InboundContext | undefined {
  const context = asObject(element.context);
  const product = asObject(context.referred_product);
  const read = withoutUndefined({
    replyToProviderId: asText(context.id),
    forwarded: context.forwarded === true || context.frequently_forwarded === true ? true : undefined,
    referral: isObject(element.referral) ? element.referral : undefined,
    referredProduct: readProduct(product),
  });
  return Object.keys(read).length === 0 ? undefined : read;
}

function readProduct({ catalog_id, product_retailer_id }: JsonObject): InboundContext['referredProduct'] {
  const productId = asText(product_retailer_id);
  if (productId === undefined) return undefined;
  return withoutUndefined({ catalogId: asText(catalog_id), productId });
}
