import type { MediaKind, OutboundContent } from './content.ts';

/** A place in outbound content that names a file of ours. */
export interface MediaReference {
  /** Members joined by dots: `header.media.id`, `carousel.0.header.media.id`. */
  path: string;
  kind: MediaKind;
  mediaId: string;
}

/** What goes out instead of an id of ours: the provider's id, or an address that it fetches. */
export type MediaSource = ({ id: string } | { url: string }) & { fileName?: string };

const OWN_ID = /^med_/;
const KINDS: Readonly<Record<string, MediaKind>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'voice',
  document: 'document',
  sticker: 'sticker',
  // A template's header: an MP4 that plays without sound.
  gif: 'video',
};

/** Files of ours in a message, its header, its cards or the parameters of its template. Ids that are not ours are the provider's own. */
export function findMedia(content: OutboundContent): MediaReference[] {
  const found: MediaReference[] = [];
  mapMedia(content, (reference) => {
    found.push(reference);
    return null;
  });
  return found;
}

/** The content with other sources for some of its files; itself where `sourceOf` always says null. */
export function replaceMedia(
  content: OutboundContent,
  sourceOf: (reference: MediaReference) => MediaSource | null,
): OutboundContent {
  // Only the insides of `media` objects change.
  return mapMedia(content, sourceOf) as OutboundContent;
}

/** Whether it names a file by an id that only one provider knows. */
export function namesProviderMedia(content: OutboundContent): boolean {
  return content.type !== 'raw' && namesProviderId(content);
}

function namesProviderId(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(namesProviderId);
  if (!isRecord(value)) return false;
  const isKind = typeof value.type === 'string' && value.type in KINDS;
  return Object.entries(value).some(([name, member]) => {
    if (name !== 'media' || !isKind || !isRecord(member)) return namesProviderId(member);
    return typeof member.id === 'string' && !OWN_ID.test(member.id);
  });
}

function mapMedia(content: OutboundContent, sourceOf: (reference: MediaReference) => MediaSource | null): unknown {
  return content.type === 'raw' ? content : mapValue(content, '', sourceOf);
}

function mapValue(value: unknown, path: string, sourceOf: (reference: MediaReference) => MediaSource | null): unknown {
  if (Array.isArray(value)) return value.map((item, index) => mapValue(item, join(path, String(index)), sourceOf));
  if (!isRecord(value)) return value;
  const kind = typeof value.type === 'string' ? KINDS[value.type] : undefined;
  const entries = Object.entries(value).map(([name, member]) => {
    const at = join(path, name);
    if (name !== 'media' || kind === undefined || !isRecord(member)) return [name, mapValue(member, at, sourceOf)];
    const { id, ...rest } = member;
    if (typeof id !== 'string' || !OWN_ID.test(id)) return [name, member];
    const source = sourceOf({ path: join(at, 'id'), kind, mediaId: id });
    return [name, source === null ? member : { ...source, ...rest }];
  });
  return Object.fromEntries(entries);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
