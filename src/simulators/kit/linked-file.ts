import type { SimulatorClock } from './clock.ts';
import type { Fetch } from './http.ts';
import type { MediaFile } from './media.ts';

const TIMEOUT_MS = 10_000;

/** A file that a message links to, or why it cannot be had, as a sentence. */
export type LinkedFile = { ok: true; file: MediaFile } | { ok: false; reason: string };

/** Fetches files that messages link to, as platforms do before they deliver. Never rejects. */
export type FetchLinked = (link: string) => Promise<LinkedFile>;

export function createFetchLinked(fetch: Fetch, clock: SimulatorClock): FetchLinked {
  return async (link) => {
    const tooLate = new AbortController();
    const stopTimer = clock.setTimer(TIMEOUT_MS, () => tooLate.abort());
    try {
      const answer = await fetch(link, { method: 'GET', signal: tooLate.signal });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status !== 200) return { ok: false, reason: `The link answered ${answer.status}.` };
      const mimeType = answer.headers.get('content-type');
      return mimeType
        ? { ok: true, file: { bytes, mimeType } }
        : { ok: false, reason: 'The link names no content type.' };
    } catch {
      // Whatever the network says, platforms tell only that they could not download.
      return { ok: false, reason: 'The link could not be downloaded.' };
    } finally {
      stopTimer();
    }
  };
}
