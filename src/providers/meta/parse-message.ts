import type { InboundContext } from '../../domain/content.ts';
import type { IdentityChanged, MessageEchoed, MessageReceived, Person, UnknownReported } from '../../domain/events.ts';
import { rawOf, UnreadableElement } from '../kit/elements.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import type { Change } from './change.ts';
import { type Head, readHead } from './head.ts';
import { parseContent } from './parse-content.ts';
import { parseSystem } from './parse-identity-change.ts';
import { readPerson } from './person.ts';

/** One element of `messages[]`. @throws UnreadableElement if it has no id, no time, no person or no phone number id. */
export function parseMessage(
  element: unknown,
  change: Change,
  stream: MessageReceived['stream'],
): MessageReceived | IdentityChanged | UnknownReported {
  const head = readHead(element, change);
  if (head.element.type === 'system') return parseSystem(head, change);
  return received(head, readAuthor(head, change), stream);
}

/** One element of `message_echoes[]`: the business wrote, `to` names the person. */
export function parseEcho(element: unknown, change: Change, stream: MessageEchoed['stream']): MessageEchoed {
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

export function received(head: Head, person: Person, stream: MessageReceived['stream']): MessageReceived {
  const { element, sender, providerMessageId, at } = head;
  return withoutUndefined({
    type: 'message_received',
    stream,
    sender,
    person,
    providerMessageId,
    at,
    content: parseContent(element),
    context: readContext(element),
    groupId: asText(element.group_id),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  });
}

export function echoed(head: Head, person: Person, stream: MessageEchoed['stream']): MessageEchoed {
  const { element, sender, providerMessageId, at } = head;
  return {
    type: 'message_echoed',
    stream,
    sender,
    person,
    providerMessageId,
    at,
    content: parseContent(element),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  };
}

/** `context.from` is the person, the business or a phone number id, and is used for nothing. */
function readContext(element: JsonObject): InboundContext | undefined {
  const context = asObject(element.context);
  const replyToProviderId = asText(context.id);
  const isForwarded = context.forwarded === true || context.frequently_forwarded === true;
  const referral = isObject(element.referral) ? element.referral : undefined;
  if (replyToProviderId === undefined && !isForwarded && referral === undefined) return undefined;
  return withoutUndefined({ replyToProviderId, forwarded: isForwarded || undefined, referral });
}
