import type { InboundContent, OutboundContent } from '../../domain/content.ts';
import type { Tokens } from '../../host/tokens.ts';

/** Addresses of files that whoever holds them may read, until they expire. */
export interface MediaLinks {
  /** `from`: epoch ms; the address is good for 24 hours from then on, and a little longer. */
  link(mediaId: string, from: number): string;
  /** Constant time. `forged` also stands for what is no signature at all. */
  check(mediaId: string, query: { expires: string; signature: string }): 'ok' | 'expired' | 'forged';
}

const VALID_MS = 24 * 3_600_000;
/** Ends are rounded up to whole hours, so that a page that asks again gets the same address, which its browser has in store. */
const ROUNDED_TO_MS = 3_600_000;
const PURPOSE = 'media';

export interface MediaLinkParts {
  tokens: Tokens;
  /** No trailing slash. */
  publicUrl: string;
  now(): number;
}

export function createMediaLinks({ tokens, publicUrl, now }: MediaLinkParts): MediaLinks {
  return {
    link(mediaId, from) {
      const until = Math.ceil((from + VALID_MS) / ROUNDED_TO_MS) * ROUNDED_TO_MS;
      const expires = String(until / 1_000);
      const signature = tokens.issue(PURPOSE, subject(mediaId, expires));
      return `${publicUrl}/media/${mediaId}?expires=${expires}&signature=${signature}`;
    },
    check(mediaId, { expires, signature }) {
      if (!tokens.verify(PURPOSE, subject(mediaId, expires), signature)) return 'forged';
      return Number(expires) * 1_000 > now() ? 'ok' : 'expired';
    },
  };
}

function subject(mediaId: string, expires: string): string {
  return `${mediaId} ${expires}`;
}

/** Content as it is shown outside: a received file that we hold, or shall hold, has its address. Of an edit: what it says now. */
export function linkMedia<Content extends InboundContent | OutboundContent>(
  content: Content,
  link: (mediaId: string) => string,
): Content {
  // Only an address is added.
  return linkWithin(content, link) as Content;
}

function linkWithin(content: object, link: (mediaId: string) => string): object {
  if ('type' in content && content.type === 'edit' && 'content' in content && isRecord(content.content)) {
    return { ...content, content: linkWithin(content.content, link) };
  }
  if (!('media' in content) || !isRecord(content.media)) return content;
  const { id, state } = content.media;
  if (typeof id !== 'string' || (state !== 'pending' && state !== 'ready')) return content;
  return { ...content, media: { ...content.media, url: link(id) } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
