import type { SenderId } from '../domain/ids.ts';
import { senderPerSecond } from '../services/bulk-rate.ts';
import type { Budgets } from './budget.ts';
import type { PipelineContext } from './parts.ts';

const GATHER_MS = 250;

export interface InboundCharges extends Pick<Budgets, 'spend'> {
  close(): void;
}

/**
 * For a node that sends nothing, and so holds none of a sender's tokens: what people write is taken out of what all nodes share, where the
 * provider counts it. Written down four times a second at most, so that webhooks do not wait for it.
 */
export function createInboundCharges({
  directory,
  store,
  clock,
  observer,
}: Pick<PipelineContext, 'directory' | 'store' | 'clock' | 'observer'>): InboundCharges {
  let owed = new Map<SenderId, number>();
  let cancel: (() => void) | null = null;

  async function charge(senderId: SenderId, count: number): Promise<void> {
    const channel = directory.sender(senderId)?.channel;
    const perSecond = channel ? senderPerSecond(channel) : 0;
    // A backlog must not silence the sender for long: no more than the bucket holds is taken.
    if (perSecond > 0) await store.borrowBudget(senderId, perSecond, count);
  }

  function flush(): void {
    cancel = null;
    const due = owed;
    owed = new Map();
    for (const [senderId, count] of due) {
      charge(senderId, count).catch((error: unknown) => observer.error('inbound charges', error));
    }
  }

  return {
    spend(senderId, count) {
      owed.set(senderId, (owed.get(senderId) ?? 0) + count);
      cancel ??= clock.setTimer(GATHER_MS, flush);
    },
    close: () => cancel?.(),
  };
}
