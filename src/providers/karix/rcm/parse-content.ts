import type { InboundContent, MediaKind } from '../../../domain/content.ts';
import { parseContent as parseCloudContent } from '../../kit/cloud/parse-content.ts';
import { asObject, asText, asWord, isObject, type JsonObject } from '../../kit/json.ts';
import type { Said } from '../element.ts';
import { parseAttachment } from './parse-attachment.ts';

const MEDIA: readonly string[] = ['image', 'video', 'audio', 'voice', 'document', 'sticker'];
const KINDS: readonly string[] = [
  'text',
  'button',
  'interactive',
  ...MEDIA,
  'location',
  'contacts',
  'reaction',
  'order',
];
const REPLIES: readonly string[] = ['button_reply', 'list_reply', 'nfm_reply'];

/** By `contentType` or `messageType`, else by the member that is there. Members are WhatsApp's own objects, but for files. */
export function parseContent(message: JsonObject): Said {
  const kind = kindOf(message) ?? '';
  if (MEDIA.includes(kind)) return parseAttachment(message, kind as MediaKind) ?? unsupported(message, kind);
  const content = parseWords(message, kind);
  return content === undefined || content.type === 'unsupported' ? unsupported(message, kind) : { content };
}

function kindOf(message: JsonObject): string | undefined {
  const told = [message.contentType, message.messageType].map(asWord);
  if (told.includes('attachment'))
    return asWord(message.attachmentType) ?? MEDIA.find((kind) => isObject(message[kind]));
  const known = told.find((word) => word !== undefined && KINDS.includes(word));
  return known ?? KINDS.find((kind) => message[kind] !== undefined && message[kind] !== null) ?? told.find(Boolean);
}

function parseWords(message: JsonObject, kind: string): InboundContent | undefined {
  if (kind === 'button' && isObject(message.button)) return parseCloudContent({ type: kind, button: message.button });
  if (kind === 'button' || kind === 'interactive') return parseReply(message);
  return KINDS.includes(kind) ? parseCloudContent({ ...message, type: kind }) : undefined;
}

/** The answer stands in `interactive`, or has been seen beside it. */
function parseReply(message: JsonObject): InboundContent | undefined {
  const places = [asObject(message.interactive), message];
  for (const place of places) {
    const type = REPLIES.find((reply) => isObject(place[reply]));
    if (type !== undefined) {
      return parseCloudContent({ type: 'interactive', interactive: { type, [type]: place[type] } });
    }
  }
  return undefined;
}

function unsupported(message: JsonObject, kind: string): Said {
  const inner = kind === 'interactive' ? asText(asObject(message.interactive).type) : undefined;
  return { content: { type: 'unsupported', kind: inner ?? (kind || 'untyped'), provider: { ...message } } };
}
