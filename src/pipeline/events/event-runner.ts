import type { Clock } from '../../host/clock.ts';
import type { ClaimedWebhook, EventSlice, EventStore, StoredEventWebhook } from '../../store/events.ts';
import { deliverBatch, type RenderEvent, readyLines } from './batch.ts';
import type { DeliveryTarget } from './deliver.ts';

/** Outlives the 15 s in which requests begin and the 10 s of the last one. */
const LEASE_MS = 60_000;
/** Lost hints, waits that are over, webhooks of nodes that died. */
const POLL_MS = 1_000;
/** On PostgreSQL an event is told once no open transaction can come before it: a moment after the hint. */
const SOON_MS = 50;
const SOON_TRIES = 20;
const MAX_WEBHOOKS = 16;
const BATCH = 100;
/** So many batches beyond a refused event are looked through. */
const MAX_READS = 50;
/** A client that refuses more than these is in trouble itself, and is spared the rest. */
const MOST_REFUSED = 20;

export interface EventRunnerParts {
  store: Pick<EventStore, 'claimWebhooks' | 'commitDeliveries' | 'read' | 'onEvent'>;
  clock: Clock;
  /** Guarded. */
  fetch: typeof globalThis.fetch;
  render: RenderEvent;
  /** Throws if its secret cannot be read. */
  open(webhook: StoredEventWebhook): DeliveryTarget;
  /** A webhook began to fail, recovered or was stopped. */
  changed(): void;
  onError(error: unknown): void;
}

export interface EventRunner {
  start(): void;
  /** Waits for requests that are under way. */
  stop(): Promise<void>;
}

/** Tells clients of events: a lease per client's URL, in order, at least once. */
export function createEventRunner(parts: EventRunnerParts): EventRunner {
  const { store, clock } = parts;
  let isRunning = false;
  let wasWoken = false;
  let triesLeft = 0;
  let looking: Promise<void> | null = null;
  const telling = new Set<Promise<void>>();
  let cancelSleep = () => {};
  let unsubscribe = () => {};

  function wake(): void {
    if (!isRunning) return;
    wasWoken = true;
    looking ??= look();
  }

  function onEvent(): void {
    triesLeft = SOON_TRIES;
    wake();
  }

  async function look(): Promise<void> {
    cancelSleep();
    triesLeft -= 1;
    try {
      do {
        wasWoken = false;
        const claimed = await store.claimWebhooks({ max: MAX_WEBHOOKS, leaseMs: LEASE_MS });
        if (claimed.length > 0) triesLeft = 0;
        for (const one of claimed) begin(one);
      } while (isRunning && wasWoken);
    } catch (error) {
      parts.onError(error);
    } finally {
      looking = null;
    }
    if (isRunning) cancelSleep = clock.setTimer(triesLeft > 0 ? SOON_MS : POLL_MS, wake);
  }

  /** A slow client keeps nobody else waiting. */
  function begin(claimed: ClaimedWebhook): void {
    const work = tell(claimed)
      .catch(parts.onError)
      .finally(() => telling.delete(work));
    telling.add(work);
  }

  /** Past what was taken already: an event that a client refuses for days keeps only its own conversation. */
  async function readReady(claimed: ClaimedWebhook): Promise<EventSlice> {
    const { types, channelIds } = claimed.webhook;
    const filter = { types, channelIds };
    let slice: EventSlice = await store.read({ after: claimed.place, limit: BATCH, filter });
    const refused = claimed.tried.filter(({ state }) => state === 'retrying').length;
    for (let reads = 1; slice.more && reads < MAX_READS && refused <= MOST_REFUSED; reads += 1) {
      if (readyLines(claimed, slice.events, clock.now()).length > 0) return slice;
      const next = await store.read({ after: slice.place, limit: BATCH, filter });
      slice = { ...next, events: [...slice.events, ...next.events] };
    }
    return slice;
  }

  async function tell(claimed: ClaimedWebhook): Promise<void> {
    const slice = await readReady(claimed);
    const target = parts.open(claimed.webhook);
    const step = await deliverBatch({ ...parts, isStopped: () => !isRunning }, claimed, { slice, target });
    const fenced = await store.commitDeliveries(step);
    if (step.stop !== null || step.failingSince !== claimed.webhook.failingSince) parts.changed();
    // What came meanwhile found the webhook leased.
    if (fenced === 'ok' && step.dueAt === 0) wake();
  }

  return {
    start() {
      isRunning = true;
      unsubscribe = store.onEvent(onEvent);
      wake();
    },
    async stop() {
      isRunning = false;
      unsubscribe();
      cancelSleep();
      await looking;
      await Promise.all(telling);
    },
  };
}
