import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SimulatorClock } from '../kit/clock.ts';
import type { MediaFile } from '../kit/media.ts';
import type { GupshupIds } from './ids.ts';

/** How long the provider keeps files of people. */
const KEPT_MS = 48 * 3_600_000;

interface StoredFile extends MediaFile {
  readonly until: number;
}

/** A file that a link leads to, or why it is not given: `forbidden` for a missing, wrong or expired signature. */
export type FoundFile = { ok: true; file: MediaFile } | { ok: false; reason: 'unknown' | 'forbidden' };

/** Files that people sent, behind links that carry their own permission. */
export interface MediaStore {
  store(file: MediaFile): string;
  /** The link in two halves, the first ending with an open parameter. */
  signedLink(id: string): { url: string; signature: string };
  /** A link in one piece, and when it ends, epoch ms. */
  plainLink(id: string): { url: string; expiresAt: number };
  /** For whoever has another permission. */
  get(id: string): MediaFile | undefined;
  /** By the path's id and the query's signature. */
  find(id: string, signature: string | undefined): FoundFile;
}

/** `baseUrl` throws where the simulator is not served. */
export function createMediaStore(clock: SimulatorClock, ids: GupshupIds, baseUrl: () => string): MediaStore {
  const files = new Map<string, StoredFile>();
  const key = randomBytes(32);
  const sign = (id: string) => createHmac('sha256', key).update(id).digest('hex');

  const openLink = (id: string) =>
    `${baseUrl()}/media/o/${id}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=${KEPT_MS / 1000}&X-Amz-SignedHeaders=host&X-Amz-Signature=`;

  return {
    store(file) {
      const id = ids.uuid();
      files.set(id, { ...file, until: clock.now() + KEPT_MS });
      return id;
    },
    signedLink: (id) => ({ url: openLink(id), signature: sign(id) }),
    plainLink: (id) => ({ url: `${openLink(id)}${sign(id)}`, expiresAt: files.get(id)?.until ?? clock.now() }),
    get: (id) => files.get(id),
    find(id, signature = '') {
      const file = files.get(id);
      if (!file) return { ok: false, reason: 'unknown' };
      const isGenuine = isSame(signature, sign(id)) && clock.now() < file.until;
      return isGenuine ? { ok: true, file } : { ok: false, reason: 'forbidden' };
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}
