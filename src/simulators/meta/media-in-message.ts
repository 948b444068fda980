import type { MetaContent } from './content-schemas.ts';
import type { MediaKind } from './media-rules.ts';

/** A media object somewhere in a message: its own, of a header, of a card, of a template parameter. */
export interface MediaReference {
  kind: MediaKind;
  id?: string;
  link?: string;
}

const KINDS: Record<string, MediaKind> = {
  image: 'image',
  video: 'video',
  gif: 'video',
  audio: 'audio',
  document: 'document',
  sticker: 'sticker',
};

/** Every media object of a message. */
export function mediaIn({ type, content }: MetaContent): MediaReference[] {
  return findIn({ [type]: content });
}

function findIn(value: unknown): MediaReference[] {
  if (Array.isArray(value)) return value.flatMap(findIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const kind = KINDS[key];
    return kind === undefined ? findIn(member) : referenceOf(kind, member);
  });
}

function referenceOf(kind: MediaKind, media: unknown): MediaReference[] {
  if (typeof media !== 'object' || media === null) return [];
  const { id, link }: { id?: unknown; link?: unknown } = media;
  return [{ kind, ...(typeof id === 'string' && { id }), ...(typeof link === 'string' && { link }) }];
}
