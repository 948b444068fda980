import type { InboundContent, MediaKind, UnsupportedContent } from '../../domain/content.ts';
import { asNumber, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parseContacts } from './parse-contacts.ts';
import { parseMedia } from './parse-media.ts';
import { parseOrder, parsePaymentReply } from './parse-order.ts';
import { parseChoice, parseFlowReply, parseTemplateReply } from './parse-reply.ts';

type Parser = (message: JsonObject) => InboundContent | undefined;

const media =
  (kind: MediaKind): Parser =>
  (message) =>
    parseMedia(kind, message);

const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['TEXT', parseText],
  ['IMAGE', media('image')],
  ['VIDEO', media('video')],
  ['AUDIO', media('audio')],
  ['VOICE', media('voice')],
  ['DOCUMENT', media('document')],
  ['STICKER', media('sticker')],
  ['LOCATION', parseLocation],
  ['CONTACT', parseContacts],
  ['BUTTON', parseTemplateReply],
  ['INTERACTIVE_BUTTON_REPLY', (message) => parseChoice('button_reply', message)],
  ['INTERACTIVE_LIST_REPLY', (message) => parseChoice('list_reply', message)],
  ['INTERACTIVE_FLOW_REPLY', parseFlowReply],
  ['INTERACTIVE_PAYMENT_CONFIRMATION', parsePaymentReply],
  ['INTERACTIVE_PAYMENT_ACKNOWLEDGEMENT', parsePaymentReply],
  ['INTERACTIVE_CALL_PERMISSION_REPLY', parseCallPermission],
  ['INTERACTIVE_IN_THREAD_AUTHENTICATION_REPLY', parseAuthentication],
  ['ORDER', parseOrder],
  ['REACTION', parseReaction],
]);

/** What a message says. Kinds that are not understood, or lack what makes them one, are `unsupported` with the whole message. */
export function parseContent(message: JsonObject): InboundContent {
  const type = asText(message.type) ?? '';
  return PARSERS.get(type)?.(message) ?? unsupported(message, type);
}

function parseText({ text }: JsonObject): InboundContent | undefined {
  const said = asText(text);
  return said === undefined ? undefined : { type: 'text', text: said };
}

function parseLocation(message: JsonObject): InboundContent | undefined {
  const latitude = asNumber(message.latitude);
  const longitude = asNumber(message.longitude);
  if (latitude === undefined || longitude === undefined) return undefined;
  const { name, address } = message;
  return withoutUndefined({ type: 'location', latitude, longitude, name: asText(name), address: asText(address) });
}

/** `messageId` is Infobip's: the centre knows ours. */
function parseReaction({ emoji, action, context }: JsonObject): InboundContent | undefined {
  const messageId = asText(asObject(context).id);
  if (messageId === undefined) return undefined;
  return { type: 'reaction', messageId, emoji: action === 'REMOVED' ? '' : (asText(emoji) ?? '') };
}

function parseCallPermission(message: JsonObject): InboundContent {
  const response = asWord(asObject(message.callPermissionReply).response) ?? '';
  return { type: 'call', event: 'permission_reply', response, provider: { ...message } };
}

function parseAuthentication(message: JsonObject): InboundContent {
  const status = asWord(asObject(message.inThreadAuthenticationReply).status) ?? '';
  return { type: 'system', event: 'in_thread_authentication', status, provider: { ...message } };
}

/** What Infobip found infected never gets here; it tells the name of what it found. */
function unsupported(message: JsonObject, type: string): UnsupportedContent {
  const reason = type === 'INFECTED_CONTENT' ? asText(message.malware) : undefined;
  return withoutUndefined({
    type: 'unsupported',
    kind: type.toLowerCase() || 'untyped',
    reason,
    provider: { ...message },
  });
}
