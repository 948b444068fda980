import type { Header, OutboundMedia } from '../../../domain/content.ts';
import { withoutUndefined } from '../json.ts';
import type { WireMedia } from './wire.ts';

/** An uploaded file by its id, any other by an address that the provider fetches. */
export function renderMedia(media: OutboundMedia): WireMedia {
  return media.id === undefined ? { link: media.url ?? '' } : { id: media.id };
}

/** What stands above an interactive message. */
export function renderHeader(header: Header | undefined): Record<string, unknown> | undefined {
  if (header === undefined) return undefined;
  if (header.type === 'text') return { type: 'text', text: header.text };
  return { type: header.type, [header.type]: renderNamedMedia(header.type, header.media) };
}

/** With the file name where there is room for one. */
export function renderNamedMedia(kind: string, media: OutboundMedia): Record<string, unknown> {
  return withoutUndefined({ ...renderMedia(media), filename: kind === 'document' ? media.fileName : undefined });
}
