import type { InboundContent, MediaKind } from '../../../domain/content.ts';
import type { ReceivedMedia } from '../../../domain/events.ts';
import { parseContent as parseCloudContent } from '../../kit/cloud/parse-content.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { UnreadableElement } from '../../kit/elements.ts';
import { asText, isObject, type JsonObject, parseJson, withoutUndefined } from '../../kit/json.ts';
import { parsePayment } from '../payment.ts';

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
  ['document', 'document'],
  ['sticker', 'sticker'],
]);

/**
 * Everything but text stands as JSON text in a field named like the type; within it, members are the Cloud API's but for files.
 * @throws UnreadableElement if the text is no JSON
 */
export function parseContent(fields: JsonObject, type: string): Said {
  if (type === 'text') return parseText(fields);
  const body = decode(fields[type], type);
  const kind = MEDIA.get(type);
  if (kind !== undefined) return isObject(body) ? parseMedia(kind, body) : unsupported(fields, type);
  if (type === 'interactive' && isObject(body) && body.type === 'payment' && isObject(body.payment)) {
    return { content: parsePayment(body) };
  }
  return body === undefined ? unsupported(fields, type) : { content: parseCloudContent({ type, [type]: body }) };
}

function decode(value: unknown, type: string): unknown {
  if (typeof value !== 'string' || value === '') return value ?? undefined;
  try {
    return parseJson(value);
  } catch {
    throw new UnreadableElement(`The field ${type} is not JSON.`);
  }
}

function parseText(fields: JsonObject): Said {
  const text = asText(fields.text);
  return text === undefined ? unsupported(fields, 'text') : { content: { type: 'text', text } };
}

/** The address is open at its end and the signature completes it: they are joined byte for byte. It lives 48 hours. */
function parseMedia(kind: MediaKind, body: JsonObject): Said {
  const open = asText(body.url);
  if (open === undefined) return unsupported(body, kind);
  const url = `${open}${asText(body.signature) ?? ''}`;
  const id = contentHash(url);
  const content = withoutUndefined({
    type: kind,
    media: { id, mimeType: asText(body.mime_type) ?? 'application/octet-stream', state: 'pending' as const },
    caption: asText(body.caption),
  });
  return { content, media: { providerMediaId: id, url } };
}

function unsupported(fields: JsonObject, kind: string): Said {
  return { content: { type: 'unsupported', kind, provider: { ...fields } } };
}
