import type { InboundContent, OutboundContent } from '../../domain/content.ts';
import type { MessageAmended, MessageEchoed, ProviderEvent } from '../../domain/events.ts';
import { parseContent as parseOutbound } from '../../domain/parse-content.ts';
import { bodyOf, type Change, unknownReported } from '../kit/cloud/change.ts';
import { readHead } from '../kit/cloud/head.ts';
import { parseContent } from '../kit/cloud/parse-content.ts';
import { readReceivedMedia } from '../kit/cloud/parse-media.ts';
import { parseEcho, parseMessage, requirePerson } from '../kit/cloud/parse-message.ts';
import { readContact, readPerson } from '../kit/cloud/person.ts';
import { parseElement, rawOf } from '../kit/elements.ts';
import { asList, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';

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
function parseStandbyEcho(element: unknown, change: Change): MessageEchoed | MessageAmended {
  const message = asObject(element).message;
  if (!isObject(message)) return parseEcho(element, change, 'standby');
  const { sender, providerMessageId, at } = readHead(element, change);
  // In a send request the type may be left out for text.
  const body: JsonObject = { type: 'text', ...message };
  return withoutUndefined({
    type: 'message_echoed',
    stream: 'standby',
    sender,
    person: requirePerson(readPerson({ phone: message.to, userId: message.recipient }, change.contacts)),
    providerMessageId,
    at,
    content: readSent(body),
    media: readReceivedMedia(body),
    dedupeKey: providerMessageId,
    raw: rawOf(element),
  });
}

/** A send request says what we could have sent, apart from uploaded files, whose ids are another app's. */
function readSent(body: JsonObject): OutboundContent | InboundContent {
  const content = parseContent(body);
  const type = asText(body.type) ?? '';
  if (content.type !== 'unsupported') return content;
  const sent = parseOutbound({ type, [type]: body[type] });
  return sent.ok ? sent.content : content;
}
