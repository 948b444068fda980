import type { InboundContent, MediaKind, UnsupportedContent } from '../../../domain/content.ts';
import { asList, asNumber, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../json.ts';
import { parseContacts } from './parse-contacts.ts';
import { parseMedia } from './parse-media.ts';
import { parseOrder, parseReply } from './parse-reply.ts';
import { readError } from './wire-error.ts';

type Parser = (body: JsonObject) => InboundContent | undefined;

const media =
  (kind: MediaKind): Parser =>
  (body) =>
    parseMedia(kind, body);

const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['text', parseText],
  ['image', media('image')],
  ['video', media('video')],
  ['audio', (body) => parseMedia(body.voice === true ? 'voice' : 'audio', body)],
  // Before 2023 voice notes had a type of their own.
  ['voice', media('voice')],
  ['document', media('document')],
  ['sticker', media('sticker')],
  ['location', parseLocation],
  ['reaction', parseReaction],
  ['button', parseTemplateReply],
  ['interactive', parseReply],
  ['order', parseOrder],
]);

/**
 * What a message says. Kinds that are not understood, or lack what makes them one, are `unsupported` with the whole element.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages (seen 2026-09)
 */
export function parseContent(element: JsonObject): InboundContent {
  const type = asText(element.type) ?? '';
  if (type === 'contacts') return parseContacts(element) ?? unsupported(element, type);
  if (type === 'request_welcome') return { type: 'system', event: type, provider: { ...element } };
  const parse = PARSERS.get(type);
  const body = element[type];
  if (parse === undefined || !isObject(body)) return unsupported(element, type);
  return parse(body) ?? unsupported(element, kindWithin(type, body));
}

function parseText(body: JsonObject): InboundContent | undefined {
  const text = asText(body.body);
  return text === undefined ? undefined : { type: 'text', text };
}

/** Relays have been seen that write the numbers as texts. */
function parseLocation(body: JsonObject): InboundContent | undefined {
  const latitude = asNumber(body.latitude);
  const longitude = asNumber(body.longitude);
  if (latitude === undefined || longitude === undefined) return undefined;
  return withoutUndefined({
    type: 'location',
    latitude,
    longitude,
    name: asText(body.name),
    address: asText(body.address),
  });
}

/** A removed reaction has an empty emoji or none. `messageId` is the provider's: the centre knows ours. */
function parseReaction(body: JsonObject): InboundContent | undefined {
  const messageId = asText(body.message_id);
  return messageId === undefined ? undefined : { type: 'reaction', messageId, emoji: asText(body.emoji) ?? '' };
}

/** Without a payload of its own a template's quick reply has its label as payload. */
function parseTemplateReply(body: JsonObject): InboundContent | undefined {
  const text = asText(body.text);
  const payload = asText(body.payload) ?? text;
  return payload === undefined ? undefined : { type: 'template_reply', text: text ?? payload, payload };
}

/** The kind of an interactive answer tells more than that it is one. */
function kindWithin(type: string, body: JsonObject): string {
  return type === 'interactive' ? (asText(body.type) ?? type) : type;
}

/** Meta's own word for what it could not hand over (`poll`, `pin`, …) is more telling than `unsupported`. */
function unsupported(element: JsonObject, type: string): UnsupportedContent {
  const kind = type === 'unsupported' ? asText(asObject(element.unsupported).type) : undefined;
  const error = asList(element.errors)[0];
  const reason = error === undefined ? undefined : readError(error).text;
  return withoutUndefined({
    type: 'unsupported',
    kind: kind ?? (type || 'untyped'),
    reason,
    provider: { ...element },
  });
}
