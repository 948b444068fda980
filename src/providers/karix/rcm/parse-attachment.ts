import type { MediaKind } from '../../../domain/content.ts';
import { contentHash } from '../../kit/content-hash.ts';
import { safeFileName } from '../../kit/file-name.ts';
import { asObject, asText, isObject, type JsonObject, withoutUndefined } from '../../kit/json.ts';
import { parseSha256 } from '../../kit/sha256.ts';
import type { Said } from '../element.ts';

const WITH_HASH = 'sha256:';
/** Goes into a header, so that nothing else may be in it. */
const CHECKSUM = /^[\w+/=-]{1,128}$/;

/** Three ways to say where a file is have been seen; the first that does counts. Undefined: none does. */
export function parseAttachment(message: JsonObject, kind: MediaKind): Said | undefined {
  const flat = {
    url: message.attachmentUrl,
    mimeType: message.attachmentMimeType,
    filename: message.attachmentFilename,
    caption: message.caption,
  };
  const file = [message[kind], flat, message.attachment].find((place) => urlOf(place) !== undefined);
  return isObject(file) ? readFile(file, kind) : undefined;
}

function urlOf(place: unknown): string | undefined {
  const { fileLink, url } = asObject(place);
  return asText(fileLink) ?? asText(url);
}

function readFile(file: JsonObject, kind: MediaKind): Said {
  const url = urlOf(file) ?? '';
  const sha256 = asText(file.sha256);
  const name = asText(file.filename) ?? asText(file.fileName);
  // The download wants the checksum back as it was written.
  const id = sha256 !== undefined && CHECKSUM.test(sha256) ? WITH_HASH + sha256 : contentHash(url);
  const media = withoutUndefined({
    id,
    mimeType: asText(file.mimeType) ?? asText(file.mime_type) ?? 'application/octet-stream',
    fileName: name === undefined ? undefined : safeFileName(name),
    sha256: parseSha256(sha256),
    state: 'pending' as const,
  });
  const content = withoutUndefined({ type: kind, media, caption: asText(file.caption) });
  return { content, media: { providerMediaId: id, url } };
}

/** The checksum that came with a file, as it was written. */
export function checksumOf(providerMediaId: string): string | undefined {
  return providerMediaId.startsWith(WITH_HASH) ? providerMediaId.slice(WITH_HASH.length) : undefined;
}
