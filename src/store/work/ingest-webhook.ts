import { randomIds } from '../../host/ids.ts';
import type { Engine } from '../engine.ts';
import type { IngestItem, IngestOutcome, NewDeadLetter, WebhookOrigin } from '../ingest-items.ts';
import { StoreUnavailable } from '../store.ts';
import type { ClaimedTurn, Offer, TurnTerms } from '../work.ts';
import { ingest } from './ingest.ts';

// As in `conversations.ts`.
const ids = randomIds();

export interface ReceivedWebhook {
  items: readonly IngestItem[];
  origin: WebhookOrigin | undefined;
  offer: Offer<TurnTerms, ClaimedTurn> | undefined;
}

/**
 * Stores one webhook. If it cannot be stored as a whole, each item is tried alone, and what fails alone is kept raw as a dead letter, so
 * that it never blocks its siblings; nothing is begun then. Rejects only if the store can take nothing.
 */
export async function ingestWebhook(
  engine: Engine,
  { items, origin, offer }: ReceivedWebhook,
): Promise<readonly IngestOutcome[]> {
  try {
    const { outcomes, turn } = await engine.write(ingest, { items, ...(offer && { terms: offer.terms }) });
    if (turn !== null) offer?.take(turn);
    return outcomes;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const outcomes: IngestOutcome[] = [];
    for (const item of items) outcomes.push(await ingestAlone(engine, item, origin));
    return outcomes;
  }
}

async function ingestAlone(
  engine: Engine,
  item: IngestItem,
  origin: WebhookOrigin | undefined,
): Promise<IngestOutcome> {
  try {
    return (await engine.write(ingest, { items: [item] })).outcomes[0] ?? 'new';
  } catch (error) {
    if (error instanceof StoreUnavailable || item.type === 'dead_letter') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const deadLetter = { ...toDeadLetter(item, reason, origin), at: await engine.now() };
    await engine.write(ingest, { items: [{ type: 'dead_letter', deadLetter }] });
    return 'dead_letter';
  }
}

function toDeadLetter(
  item: Exclude<IngestItem, { type: 'dead_letter' }>,
  reason: string,
  origin: WebhookOrigin | undefined,
): Omit<NewDeadLetter, 'at'> {
  return {
    id: ids.next('dead'),
    channelId: item.channelId,
    connectionId: origin?.connectionId ?? (item.type === 'message' ? item.connectionId : null),
    reason: 'not_stored',
    message: `The database refused it: ${reason}`,
    messageId: null,
    raw: origin?.raw() ?? item.raw,
  };
}
