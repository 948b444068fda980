import type { DisplayContent } from '../kit/display-content.ts';
import type { MediaLibrary } from './media-library.ts';

/** Of a link only the family is known; a document may be anything. */
const LINK_TYPES = { image: 'image/*', sticker: 'image/*', video: 'video/*', audio: 'audio/*', document: undefined };

interface MediaObject {
  id?: string | undefined;
  link?: string | undefined;
  caption?: string | undefined;
  filename?: string | undefined;
  voice?: boolean | undefined;
}

/** What a phone shows of a media object, uploaded or linked. */
export function displayMedia(kind: keyof typeof LINK_TYPES, media: MediaObject, library: MediaLibrary): DisplayContent {
  const mediaUrl = media.link ?? library.show(media.id ?? '');
  const mimeType = library.get(media.id ?? '')?.mimeType ?? LINK_TYPES[kind];
  return {
    ...(mediaUrl && { mediaUrl }),
    ...(mimeType && { mimeType }),
    ...(media.filename && { fileName: media.filename }),
    ...(media.voice && { voice: true }),
    ...(media.caption && { text: media.caption }),
  };
}
