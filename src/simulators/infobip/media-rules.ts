import type { MediaFile } from '../kit/media.ts';

export type LinkKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'pdf' | 'gif' | 'sticker';

const KB = 1024;
const MB = 1024 * KB;

/** https://www.infobip.com/docs/whatsapp/message-types (a document may be of any type). */
const TYPES: Record<LinkKind, RegExp> = {
  image: /^image\/(jpeg|png)$/,
  video: /^video\/(mp4|3gpp)$/,
  audio: /^audio\/(aac|amr|mpeg|mp4|ogg|opus)$/,
  voice: /^audio\/(ogg|opus)$/,
  document: /./,
  pdf: /^application\/pdf$/,
  gif: /^video\/mp4$/,
  sticker: /^image\/webp$/,
};

const LARGEST: Record<LinkKind, number> = {
  image: 5 * MB,
  video: 16 * MB,
  audio: 16 * MB,
  voice: 16 * MB,
  document: 100 * MB,
  pdf: 100 * MB,
  gif: 3.5 * MB,
  sticker: 500 * KB,
};
const LARGEST_STILL_STICKER = 100 * KB;

/** Why a file cannot be sent as this kind, in a sentence. */
export function fileFault(kind: LinkKind, { bytes, mimeType }: MediaFile): string | undefined {
  const type = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  if (!TYPES[kind].test(type)) return `A file of type ${type} cannot be sent as ${kind}.`;
  const largest = kind === 'sticker' && !isAnimated(bytes) ? LARGEST_STILL_STICKER : LARGEST[kind];
  return bytes.length > largest ? `A file of kind ${kind} may have at most ${largest} bytes.` : undefined;
}

/** The animation flag of an extended WebP file. https://developers.google.com/speed/webp/docs/riff_container */
function isAnimated(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
}
