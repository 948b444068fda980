import type { MediaFile } from '../kit/media.ts';

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const MB = 1024 * 1024;
const KB = 1024;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
const TYPES: Record<Exclude<MediaKind, 'document'>, readonly string[]> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4', 'video/3gpp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  sticker: ['image/webp'],
};

const LARGEST: Record<MediaKind, number> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  document: 100 * MB,
  sticker: 500 * KB,
};
const LARGEST_STILL_STICKER = 100 * KB;

/** What a file of this type can be sent as; documents beyond the documented office types are accepted in practice. */
function kindOf(mimeType: string): MediaKind | undefined {
  const type = bareType(mimeType);
  for (const kind of ['image', 'video', 'audio', 'sticker'] as const) {
    if (TYPES[kind].includes(type)) return kind;
  }
  return /^(application|text)\//.test(type) ? 'document' : undefined;
}

/** Why a file cannot be uploaded at all: `type` or `size`, with a sentence. */
export function uploadFault(file: MediaFile): { what: 'type' | 'size'; details: string } | undefined {
  const kind = kindOf(file.mimeType);
  if (!kind) {
    const known = Object.values(TYPES).flat().join(', ');
    const details = `Param file must be a file with one of the following types: ${known}, or a document. Received file of type '${file.mimeType}'.`;
    return { what: 'type', details };
  }
  const details = sizeFault(kind, file);
  return details === undefined ? undefined : { what: 'size', details };
}

/** Why a file cannot be sent as this kind, in a sentence. */
export function sendFault(kind: MediaKind, file: MediaFile): string | undefined {
  const type = bareType(file.mimeType);
  if (kind !== 'document' && !TYPES[kind].includes(type)) return `A file of type ${type} cannot be sent as ${kind}.`;
  return sizeFault(kind, file);
}

function sizeFault(kind: MediaKind, file: MediaFile): string | undefined {
  const largest = kind === 'sticker' && !isAnimated(file.bytes) ? LARGEST_STILL_STICKER : LARGEST[kind];
  return file.bytes.length > largest ? `A file of kind ${kind} may have at most ${largest} bytes.` : undefined;
}

/** The animation flag of an extended WebP file. https://developers.google.com/speed/webp/docs/riff_container */
function isAnimated(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
}

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
function bareType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
