import type { MediaKind } from '../api/types.ts';

const MEGABYTE = 1024 * 1024;

/**
 * What WhatsApp takes of each kind, in bytes
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types).
 */
const LARGEST: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  voice: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
  sticker: 0.5 * MEGABYTE,
};

/** What a phone sends a file as: a picture, a film or a sound as that, everything else as a document. */
export function mediaKindOf({ type }: Pick<File, 'type'>): MediaKind {
  const [family] = type.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

/** The limit that the file exceeds, in bytes; null: it may be sent. */
export function exceededLimit({ size }: Pick<File, 'size'>, kind: MediaKind): number | null {
  return size > LARGEST[kind] ? LARGEST[kind] : null;
}

/** True if a caption can stand under it. */
export function takesCaption(kind: MediaKind): boolean {
  return kind === 'image' || kind === 'video' || kind === 'document';
}
