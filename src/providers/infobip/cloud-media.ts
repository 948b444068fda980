import type { Header } from '../../domain/content.ts';
import { asObject, asText, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** A header of a kind that keeps the Cloud API's members: its file is `media`, or a `link` below the name of its type. */
export function readHeader(value: unknown): Header | undefined {
  const header = asObject(value);
  const type = asText(header.type);
  switch (type) {
    case 'text':
      return { type, text: asText(header.text) ?? '' };
    case 'image':
    case 'video':
    case 'document':
      return { type, media: readMedia(asObject(header.media ?? header[type])) };
    default:
      return undefined;
  }
}

function readMedia(media: JsonObject) {
  return withoutUndefined({
    url: asText(media.url) ?? asText(media.link),
    id: asText(media.id),
    fileName: asText(media.fileName) ?? asText(media.filename),
  });
}
