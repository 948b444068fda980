import { isStopped, type Sender } from '../../domain/channel.ts';
import { bulkPerSecond, senderPerSecond } from '../../services/bulk-rate.ts';
import type { ChannelEntry } from '../../services/directory.ts';
import type { BulkAllowance } from '../../store/bulk.ts';
import { burstOf } from '../budget.ts';
import type { PipelineContext } from '../parts.ts';
import { candidatesOf } from '../send-route.ts';

/** Recipients of one step: few, so that a pause takes effect soon and no live message's commit waits long for the step's. */
const CHUNK_SECONDS = 0.1;
const MOST_PER_CHUNK = 8;
/**
 * Bulk sends leave so much of what a sender has saved up, so that a live message finds something. Less than where a node that borrows its
 * tokens fetches more.
 */
const LEFT_OF_BUDGET = 0.25;

/** How many recipients every sender may take on now. Senders of disabled channels and those that nothing can send for are not named. */
export function createBulkPace({
  directory,
  budgets,
  clock,
}: Pick<PipelineContext, 'directory' | 'budgets' | 'clock'>): () => BulkAllowance[] {
  return () =>
    directory.channels().flatMap((entry) => {
      const senders = sendingOf(entry, clock.now());
      if (senders.length === 0) return [];
      const [rate, share] = [senderPerSecond(entry), bulkPerSecond(entry)];
      return senders.map(({ id }) => ({
        senderId: id,
        perSecond: share,
        chunk: Math.min(chunkOf(share), spare(budgets.available(id, rate), rate)),
      }));
    });
}

/** Also those whose active connection is stopped, while another one stands by. */
function sendingOf(entry: ChannelEntry, now: number): readonly Sender[] {
  const { enabled, rules } = entry.channel;
  if (!enabled || !rules.proactive) return [];
  const mayGo = (sender: Sender) => candidatesOf(entry, sender).some(({ connection }) => !isStopped(connection, now));
  return entry.senders.filter(mayGo);
}

function chunkOf(perSecond: number): number {
  return Math.max(1, Math.min(MOST_PER_CHUNK, Math.floor(perSecond * CHUNK_SECONDS)));
}

function spare(available: number, perSecond: number): number {
  return Math.max(0, Math.ceil(available - burstOf(perSecond) * LEFT_OF_BUDGET));
}
