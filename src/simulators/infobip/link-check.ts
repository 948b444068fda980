import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { FetchLinked } from '../kit/linked-file.ts';
import { fileFault } from './media-rules.ts';
import type { Link } from './send-kind.ts';

/** Fetches what a message links to before it is delivered. Resolves with why that failed: 7013, or 7022 for a wrong file. */
export type LinkCheck = (links: readonly Link[]) => Promise<OrderedFailure | undefined>;

export function createLinkCheck(fetchLinked: FetchLinked): LinkCheck {
  const check = async ({ kind, url }: Link): Promise<OrderedFailure | undefined> => {
    const linked = await fetchLinked(url);
    if (!linked.ok) return { code: 7013, details: linked.reason };
    const details = fileFault(kind, linked.file);
    return details === undefined ? undefined : { code: 7022, details };
  };
  return async (links) => (await Promise.all(links.map(check))).find((failure) => failure !== undefined);
}
