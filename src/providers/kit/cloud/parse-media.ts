import type { InboundMediaContent, MediaKind } from '../../../domain/content.ts';
import type { ReceivedMedia } from '../../../domain/events.ts';
import { safeFileName } from '../file-name.ts';
import { asNumber, asObject, asText, type JsonObject, withoutUndefined } from '../json.ts';
import { parseSha256 } from '../sha256.ts';

const TYPES: ReadonlySet<unknown> = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker']);

/** Only the id is dependable. Meta's `url` needs our token and lives five minutes; it travels beside the content. */
export function parseMedia(kind: MediaKind, body: JsonObject): InboundMediaContent | undefined {
  const id = asText(body.id);
  if (id === undefined) return undefined;
  const fileName = asText(body.filename);
  return withoutUndefined({
    type: kind,
    media: withoutUndefined({
      id,
      mimeType: asText(body.mime_type) ?? 'application/octet-stream',
      fileName: fileName === undefined ? undefined : safeFileName(fileName),
      sizeBytes: asNumber(body.file_size),
      sha256: parseSha256(asText(body.sha256)),
      state: 'pending',
    }),
    caption: asText(body.caption),
  });
}

/** Where the file of a message element is to be had. Undefined: it has none. */
export function readReceivedMedia(element: JsonObject): ReceivedMedia | undefined {
  const type = asText(element.type) ?? '';
  if (!TYPES.has(type)) return undefined;
  const { id, url } = asObject(element[type]);
  const providerMediaId = asText(id);
  return providerMediaId === undefined ? undefined : withoutUndefined({ providerMediaId, url: asText(url) });
}
