import type { FetchLinked } from '../kit/linked-file.ts';
import type { MediaReference } from './media-in-message.ts';
import { sendFault } from './media-rules.ts';
import type { Failure } from './statuses.ts';

/** Fetches what a message links to, as the platform does before it delivers. Resolves with why that failed: 131053. */
export type LinkCheck = (media: readonly MediaReference[]) => Promise<Failure | undefined>;

export function createLinkCheck(fetchLinked: FetchLinked): LinkCheck {
  const check = async ({ kind, link = '' }: MediaReference): Promise<string | undefined> => {
    const linked = await fetchLinked(link);
    return linked.ok ? sendFault(kind, linked.file) : linked.reason;
  };

  return async (media) => {
    const faults = await Promise.all(media.filter(({ link }) => link !== undefined).map(check));
    const details = faults.find((fault) => fault !== undefined);
    return details === undefined ? undefined : { code: 131053, details };
  };
}
