import type { MessageEchoed, ProviderEvent } from '../../domain/events.ts';
import { parseElement, rawOf } from '../kit/elements.ts';
import { asList, asObject, isObject, type JsonObject } from '../kit/json.ts';
import { bodyOf, type Change, unknownReported } from './change.ts';
import { readHead } from './head.ts';
import { parseContent } from './parse-content.ts';
import { parseEcho, parseMessage, requirePerson } from './parse-message.ts';
import { readContact, readPerson } from './person.ts';

/**
 * The field `standby`: copies of a conversation that another responder owns.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/standby (seen 2026-08)
 */
export function parseStandby(change: Change): readonly ProviderEvent[] {
  const standby = asObject(change.value.standby);
  const inner: Change = { ...change, contacts: asList(standby.contacts).map(readContact) };
  const parse = (member: string, parseOne: (element: unknown) => ProviderEvent): readonly ProviderEvent[] =>
    asList(standby[member]).flatMap((element) =>
      parseElement(
        () => [parseOne(element)],
        () => bodyOf(change, { standby: { contacts: standby.contacts, [member]: [element] } }),
      ),
    );
  return [
    ...parse('messages', (element) => parseMessage(element, inner, 'standby')),
    ...parse('message_echoes', (element) => parseStandbyEcho(element, inner)),
    // These speak of messages that another responder sent.
    ...parse('statuses', (element) => unknownReported(change, 'standby_status', element)),
  ];
}

/** Holds the complete body of the other responder's send request. */
function parseStandbyEcho(element: unknown, change: Change): MessageEchoed {
  const message = asObject(element).message;
  if (!isObject(message)) return parseEcho(element, change, 'standby');
  const { sender, providerMessageId, at } = readHead(element, change);
  return {
    type: 'message_echoed',
    stream: 'standby',
    sender,
    person: requirePerson(readPerson({ phone: message.to, userId: message.recipient }, change.contacts)),
    providerMessageId,
    at,
    content: parseContent(withType(message)),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  };
}

/** In a send request the type may be left out for text. */
function withType(message: JsonObject): JsonObject {
  return message.type === undefined ? { ...message, type: 'text' } : message;
}
