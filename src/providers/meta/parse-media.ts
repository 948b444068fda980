import type { InboundMediaContent, MediaKind } from '../../domain/content.ts';
import { safeFileName } from '../kit/file-name.ts';
import { asNumber, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** Only the id is dependable. Meta's `url` needs our token and lives five minutes, so it is never passed on. */
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
      sha256: readSha256(asText(body.sha256)),
      state: 'pending',
    }),
    caption: asText(body.caption),
  });
}

/** Lower-case hex, whether Meta wrote base64 (traffic) or hex (documentation). Anything else is no checksum. */
function readSha256(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes.toString('hex') : undefined;
}
