import type { ClaimedMedia } from '../store/media.ts';
import { createLaneRunner, type Holding, type LaneRunner, LEASE_MS } from './lane-runner.ts';
import { fetchMedia } from './media-fetch.ts';
import type { PipelineContext } from './parts.ts';
import { persist } from './persist.ts';

/** Files in hand at once, and of one connection: a slow provider takes nobody else's place. */
const MAX_FILES_IN_HAND = 32;
const FILES_PER_CONNECTION = 8;

/** Fetches the files of received messages into the file store. */
export function createMediaRunner(context: PipelineContext): LaneRunner {
  const { store, media, clock, observer } = context;
  const inHand = new Map<string, number>();

  async function handle(work: ClaimedMedia, holding: Holding): Promise<void> {
    count(inHand, work.connectionId, 1);
    try {
      const step = await fetchMedia(work, holding, context);
      if (step === null) return;
      const fenced = await persist(() => media.store.commitMedia(step), {
        clock,
        giveUpAt: holding.leaseUntil(),
        isStopped: context.isStopped,
      });
      // Somebody else fetches it, under a key of his own.
      if (fenced === 'lost' && step.outcome === 'ready') await media.files.delete(step.fileKey);
      if (step.outcome !== 'retry')
        observer.changed({ kind: 'message', channelId: work.channelId, messageId: work.messageId });
    } finally {
      count(inHand, work.connectionId, -1);
    }
  }

  return createLaneRunner<ClaimedMedia>({
    kind: 'media',
    clock,
    store,
    capacity: MAX_FILES_IN_HAND,
    claim: (max) =>
      media.store.claimMedia({
        max,
        leaseMs: LEASE_MS,
        perSlot: FILES_PER_CONNECTION,
        slots: Object.fromEntries(
          [...inHand].map(([connection, files]) => [connection, Math.max(0, FILES_PER_CONNECTION - files)]),
        ),
      }),
    handle,
    onError: (error) => observer.error('media runner', error),
  });
}

function count(inHand: Map<string, number>, connection: string, change: 1 | -1): void {
  const files = (inHand.get(connection) ?? 0) + change;
  if (files > 0) inHand.set(connection, files);
  else inHand.delete(connection);
}
