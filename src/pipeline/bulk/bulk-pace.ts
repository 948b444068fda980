import { isStopped } from '../../domain/channel.ts';
import { bulkPerSecond, senderPerSecond } from '../../services/bulk-rate.ts';
import type { ChannelEntry } from '../../services/directory.ts';
import type { BulkAllowance } from '../../store/bulk.ts';
import { burstOf } from '../budget.ts';
import type { PipelineContext } from '../parts.ts';

/** Recipients of one step: few, so that a pause takes effect soon and no live message's commit waits long for the step's. */
const CHUNK_SECONDS = 0.1;
const MOST_PER_CHUNK = 8;
/**
 * Bulk sends leave so much of what a sender has saved up, so that a live message finds something. Less than where a node that borrows its
 * tokens fetches more.
 */
const LEFT_OF_BUDGET = 0.25;

/** How many recipients every sender may take on now. Senders of disabled channels and without a usable connection are not named. */
export function createBulkPace({
  directory,
  budgets,
  clock,
}: Pick<PipelineContext, 'directory' | 'budgets' | 'clock'>): () => BulkAllowance[] {
  return () =>
    directory.channels().flatMap((entry) => {
      if (!isSending(entry, clock.now())) return [];
      const [rate, share] = [senderPerSecond(entry), bulkPerSecond(entry)];
      return entry.senders.map(({ id }) => ({
        senderId: id,
        perSecond: share,
        chunk: Math.min(chunkOf(share), spare(budgets.available(id, rate), rate)),
      }));
    });
}

function isSending({ channel, active }: ChannelEntry, now: number): boolean {
  return channel.enabled && channel.rules.proactive && active !== null && !isStopped(active.connection, now);
}

function chunkOf(perSecond: number): number {
  return Math.max(1, Math.min(MOST_PER_CHUNK, Math.floor(perSecond * CHUNK_SECONDS)));
}

function spare(available: number, perSecond: number): number {
  return Math.max(0, Math.ceil(available - burstOf(perSecond) * LEFT_OF_BUDGET));
}
