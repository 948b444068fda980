import { randomIds } from '../../host/ids.ts';
import type { Engine } from '../engine.ts';
import type { IngestItem, IngestOutcome, NewDeadLetter } from '../ingest-items.ts';
import { StoreUnavailable } from '../store.ts';
import { ingest } from './ingest.ts';

// As in `conversations.ts`.
const ids = randomIds();

/**
 * Stores one webhook. If it cannot be stored as a whole, each item is tried alone, and what fails alone is kept raw as a dead letter, so
 * that it never blocks its siblings. Rejects only if the store can take nothing.
 */
export async function ingestWebhook(engine: Engine, items: readonly IngestItem[]): Promise<readonly IngestOutcome[]> {
  try {
    return await engine.write(ingest, items);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const outcomes: IngestOutcome[] = [];
    for (const item of items) outcomes.push(await ingestAlone(engine, item));
    return outcomes;
  }
}

async function ingestAlone(engine: Engine, item: IngestItem): Promise<IngestOutcome> {
  try {
    return (await engine.write(ingest, [item]))[0] ?? 'new';
  } catch (error) {
    if (error instanceof StoreUnavailable || item.type === 'dead_letter') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await engine.write(ingest, [{ type: 'dead_letter', deadLetter: await toDeadLetter(engine, item, reason) }]);
    return 'dead_letter';
  }
}

async function toDeadLetter(
  engine: Engine,
  item: Exclude<IngestItem, { type: 'dead_letter' }>,
  reason: string,
): Promise<NewDeadLetter> {
  return {
    id: ids.next('dead'),
    channelId: item.channelId,
    connectionId: item.type === 'message' ? item.connectionId : null,
    reason: 'not_stored',
    message: `The database refused it: ${reason}`,
    messageId: null,
    raw: item.raw,
    at: await engine.now(),
  };
}
