import type { SimulatorClock } from '../kit/clock.ts';
import type { Fetch } from '../kit/http.ts';
import type { MediaReference } from './media-in-message.ts';
import { sendFault } from './media-rules.ts';
import type { Failure } from './statuses.ts';

const TIMEOUT_MS = 10_000;

/** Fetches what a message links to, as the platform does before it delivers. Resolves with why that failed: 131053. */
export type LinkCheck = (media: readonly MediaReference[]) => Promise<Failure | undefined>;

export function createLinkCheck(fetch: Fetch, clock: SimulatorClock): LinkCheck {
  const check = async ({ kind, link = '' }: MediaReference): Promise<string | undefined> => {
    const tooLate = new AbortController();
    const stopTimer = clock.setTimer(TIMEOUT_MS, () => tooLate.abort());
    try {
      const answer = await fetch(link, { method: 'GET', signal: tooLate.signal });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status !== 200) return `The link answered ${answer.status}.`;
      const mimeType = answer.headers.get('content-type');
      return mimeType ? sendFault(kind, { bytes, mimeType }) : 'The link names no content type.';
    } catch {
      // Whatever the network says, the platform tells only that it could not download.
      return 'The link could not be downloaded.';
    } finally {
      stopTimer();
    }
  };

  return async (media) => {
    const faults = await Promise.all(media.filter(({ link }) => link !== undefined).map(check));
    const details = faults.find((fault) => fault !== undefined);
    return details === undefined ? undefined : { code: 131053, details };
  };
}
