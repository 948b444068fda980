import type { InboundContent, MediaKind } from '../../domain/content.ts';
import type { ReceivedMedia } from '../../domain/events.ts';
import { parseContent as parseCloudContent } from '../kit/cloud/parse-content.ts';
import { parseMedia } from '../kit/cloud/parse-media.ts';
import { asList, asText, asWord, isObject, type JsonObject } from '../kit/json.ts';

/** What a message says, and where its file is; or nothing at all. */
export type Said =
  | { kind: 'content'; content: InboundContent; media?: ReceivedMedia }
  | { kind: 'nothing'; type: string };

const MEDIA: readonly string[] = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];
const SUFFIX = '_type';

/** By `message_type` in any case, else by the member that is there. `quoted` is the message that a reaction is about. */
export function parseContent(element: JsonObject, quoted: string | undefined): Said {
  const type = asWord(element.message_type) ?? inferType(element);
  if (type === undefined) return { kind: 'nothing', type: 'untyped' };
  if (type === 'error') return { kind: 'nothing', type };
  const body = bodyOf(element, type);
  if (body === undefined) return unsupported(element, type);
  if (MEDIA.includes(type)) return parseFile(type as MediaKind, body) ?? unsupported(element, type);
  const content = parseWords(type, body, quoted);
  return content === undefined ? unsupported(element, type) : { kind: 'content', content };
}

function inferType(element: JsonObject): string | undefined {
  const names = Object.keys(element).filter((name) => name !== 'message_type' && bodyAt(element, name) !== undefined);
  return names.find((name) => name.endsWith(SUFFIX))?.slice(0, -SUFFIX.length);
}

/** Taps on a template's button have come in the member of texts, too. */
function bodyOf(element: JsonObject, type: string): JsonObject | undefined {
  const own = bodyAt(element, type + SUFFIX);
  return own ?? (type === 'button' ? bodyAt(element, `text${SUFFIX}`) : undefined);
}

/** An object, or a list with one. */
function bodyAt(element: JsonObject, name: string): JsonObject | undefined {
  const value = element[name];
  return [value, asList(value)[0]].find(isObject);
}

function parseWords(type: string, body: JsonObject, quoted: string | undefined): InboundContent | undefined {
  switch (type) {
    case 'text':
    case 'button':
      return parseText(type, body);
    case 'location':
    case 'interactive':
      return readCloud(type, body);
    case 'reaction':
      // How a removed one looks is not known; without an emoji it is taken for one.
      return quoted === undefined
        ? undefined
        : { type: 'reaction', messageId: quoted, emoji: asText(body.emoji) ?? '' };
    default:
      return undefined;
  }
}

/** Before September 2024 taps came as plain texts; since then with what the button stands for. */
function parseText(type: 'text' | 'button', body: JsonObject): InboundContent | undefined {
  const text = asText(body.text);
  const payload = asText(body.payload);
  if (payload !== undefined) return { type: 'template_reply', text: text ?? payload, payload };
  if (text === undefined) return undefined;
  return type === 'text' ? { type: 'text', text } : { type: 'template_reply', text, payload: text };
}

/** These are WhatsApp's own objects. */
function readCloud(type: string, body: JsonObject): InboundContent | undefined {
  const content = parseCloudContent({ type, [type]: body });
  return content.type === 'unsupported' ? undefined : content;
}

function parseFile(kind: MediaKind, body: JsonObject): Said | undefined {
  const isVoice = kind === 'audio' && (body.voice === true || body.voice === 'true');
  const content = parseMedia(isVoice ? 'voice' : kind, body);
  if (content === undefined) return undefined;
  return { kind: 'content', content, media: { providerMediaId: content.media.id } };
}

function unsupported(element: JsonObject, kind: string): Said {
  return { kind: 'content', content: { type: 'unsupported', kind, provider: { ...element } } };
}
