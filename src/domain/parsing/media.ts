import type { Header, MediaKind, OutboundMedia, OutboundMediaContent } from '../content.ts';
import { compact, Fields, Mistake } from './fields.ts';

/** Our `media` object: exactly one of `url` and `id`. */
export function readMedia(input: unknown, path: string): OutboundMedia {
  const fields = new Fields(input, path);
  const media = compact({
    url: readUrl(fields, 'url'),
    id: fields.optionalText('id'),
    fileName: fields.optionalText('fileName'),
  });
  fields.end();
  return requireOneSource(media, path, 'url');
}

/** `path` is where either source is missing; `urlName` what the field is called there. */
export function requireOneSource(media: OutboundMedia, path: string, urlName: string): OutboundMedia {
  if ((media.url === undefined) === (media.id === undefined)) {
    throw new Mistake(path, `needs exactly one of ${urlName} and id`);
  }
  return media;
}

export function readUrl(fields: Fields, name: string): string | undefined {
  const url = fields.optionalText(name);
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw fields.mistake(name, 'must be a full http or https URL');
  }
  return url;
}

export function readRequiredUrl(fields: Fields, name: string): string {
  const url = readUrl(fields, name);
  if (url === undefined) throw fields.mistake(name, 'is missing');
  return url;
}

export function readMediaContent(type: MediaKind, fields: Fields): OutboundMediaContent {
  const media = fields.object('media');
  return compact({
    type,
    media: readMedia(fields.value('media'), media.path),
    caption: fields.optionalText('caption'),
  });
}

/** A string is a text header. */
export function readHeader(fields: Fields): Header | undefined {
  const value = fields.value('header');
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { type: 'text', text: fields.text('header') };
  const header = fields.object('header');
  const type = header.oneOf('type', ['text', 'image', 'video', 'document']);
  const read: Header =
    type === 'text'
      ? { type, text: header.text('text') }
      : { type, media: readMedia(header.value('media') ?? {}, header.pathOf('media')) };
  header.end();
  return read;
}
