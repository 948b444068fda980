import type { InboundContent, MediaKind } from '../../../domain/content.ts';
import type { ReceivedMedia } from '../../../domain/events.ts';
import { parseContacts } from '../../kit/cloud/parse-contacts.ts';
import { parseContent as parseCloudContent } from '../../kit/cloud/parse-content.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { safeFileName } from '../../kit/file-name.ts';
import { asText, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';

/** What a message says, and where its file is. */
export interface Said {
  content: InboundContent;
  media?: ReceivedMedia;
}

const MEDIA: ReadonlyMap<string, MediaKind> = new Map<string, MediaKind>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['voice', 'voice'],
  ['file', 'document'],
  ['sticker', 'sticker'],
]);

/** By `payload.type`; `body` is the inner payload. https://docs.gupshup.io/docs/what-is-an-inbound-message (seen 2026-06) */
export function parseContent(type: string, body: unknown): Said {
  if (!isObject(body)) return unsupported(type, { payload: body });
  const kind = MEDIA.get(type);
  if (kind !== undefined) return parseMedia(kind, body) ?? unsupported(type, body);
  const content = parseWords(type, body);
  return content === undefined ? unsupported(type, body) : { content };
}

function parseWords(type: string, body: JsonObject): InboundContent | undefined {
  switch (type) {
    case 'text':
      return parseText(body);
    case 'location':
      return parseCloudContent({ type, location: body });
    case 'contact':
      return parseContacts(body);
    case 'button_reply':
    case 'list_reply':
      return parseChoice(type, body);
    case 'quick_reply':
      return parseTemplateReply(body);
    default:
      return undefined;
  }
}

function parseText(body: JsonObject): InboundContent | undefined {
  const text = asText(body.text);
  return text === undefined ? undefined : { type: 'text', text };
}

/** `id` is the mark of the whole message; which choice it was stands in the postback, or else in the label. */
function parseChoice(type: 'button_reply' | 'list_reply', body: JsonObject): InboundContent | undefined {
  const title = asText(body.title) ?? asText(body.reply);
  const id = asText(body.postbackText) ?? title;
  if (id === undefined) return undefined;
  return withoutUndefined({ type, id, title: title ?? id, description: asText(body.description) });
}

function parseTemplateReply(body: JsonObject): InboundContent | undefined {
  const text = asText(body.text);
  const payload = asText(body.postbackText) ?? text;
  return payload === undefined ? undefined : { type: 'template_reply', text: text ?? payload, payload };
}

/** The address is public and ends (`urlExpiry`). */
function parseMedia(kind: MediaKind, body: JsonObject): Said | undefined {
  const url = asText(body.url);
  if (url === undefined) return undefined;
  const id = contentHash(url);
  const name = asText(body.name);
  const media = withoutUndefined({
    id,
    mimeType: asText(body.contentType) ?? 'application/octet-stream',
    fileName: name === undefined ? undefined : safeFileName(name),
    state: 'pending' as const,
  });
  const content = withoutUndefined({ type: kind, media, caption: asText(body.caption) });
  return { content, media: { providerMediaId: id, url } };
}

function unsupported(kind: string, body: JsonObject): Said {
  return { content: { type: 'unsupported', kind: kind || 'untyped', provider: { ...body } } };
}
