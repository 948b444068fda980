import type { WebhookRequest } from '../domain/provider.ts';
import type { IngestItem } from '../store/ingest-items.ts';
import type { DeadLetterView, QueryStore } from '../store/queries.ts';
import { type Arrival, readEvents } from './arrival.ts';
import type { Replay } from './doors.ts';
import type { PipelineContext } from './parts.ts';
import { routeEvents } from './route-events.ts';

/** Reasons whose dead letters hold what a provider sent, not a message of ours. */
const RAW_REASONS: readonly DeadLetterView['reason'][] = ['unparsable', 'unknown_sender', 'not_stored'];

export function createReplay(context: PipelineContext, queries: Pick<QueryStore, 'getDeadLetter'>): Replay {
  return async (id) => {
    const letter = await queries.getDeadLetter(id);
    if (!letter) return 'unknown';
    if (letter.replayedAt !== null) return 'already_replayed';
    if (RAW_REASONS.includes(letter.reason)) {
      const items = await readAgain(letter, context);
      if (typeof items === 'string') return { stillWrong: items };
      await context.store.ingest(items);
    }
    return context.store.replayDeadLetter(id);
  };
}

/** The webhook once more, verified when it came: what was stored then is known as a duplicate. A string says what is still wrong. */
async function readAgain(letter: DeadLetterView, context: PipelineContext): Promise<readonly IngestItem[] | string> {
  const entry = letter.connectionId ? context.directory.connection(letter.connectionId) : undefined;
  const channel = letter.channelId ? context.directory.channel(letter.channelId) : undefined;
  if (!entry || !channel || letter.raw === null) return 'its channel or its raw text is gone';
  const request: WebhookRequest = {
    method: 'POST',
    headers: {},
    query: {},
    body: new TextEncoder().encode(letter.raw),
    url: entry.callbackUrl,
    receivedAt: letter.at,
  };
  const arrival: Arrival = { entry, channel, request, receivedAt: letter.at };
  const items = await routeEvents(readEvents(arrival, context.observer), arrival, context);
  const wrong = items.find((item) => item.type === 'dead_letter');
  return wrong ? wrong.deadLetter.message : items;
}
