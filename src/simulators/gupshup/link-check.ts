import type { FetchLinked } from '../kit/linked-file.ts';
import type { Obstacle } from './codes.ts';
import type { MediaKind, MediaLink } from './outgoing.ts';

const MEGABYTE = 1024 * 1024;
/** WhatsApp's own limits, in bytes. */
const LARGEST: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
  sticker: MEGABYTE / 2,
};

/** Fetches what a message links to, as the provider does before it delivers. Resolves with what is wrong. */
export type LinkCheck = (links: readonly MediaLink[]) => Promise<Obstacle | undefined>;

export function createLinkCheck(fetchLinked: FetchLinked): LinkCheck {
  const check = async ({ kind, url }: MediaLink): Promise<Obstacle | undefined> => {
    const linked = await fetchLinked(url);
    if (!linked.ok) return 'media_url';
    return linked.file.bytes.length > LARGEST[kind] ? 'media_size' : undefined;
  };

  return async (links) => (await Promise.all(links.map(check))).find((obstacle) => obstacle !== undefined);
}
