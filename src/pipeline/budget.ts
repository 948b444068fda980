import type { SenderId } from '../domain/ids.ts';

/** Messages that each sender may send now: a token bucket per sender, kept ahead of time so that claims can take it along. */
export interface Budgets {
  /** Whole tokens that `sender` has now. `perSecond` may change with the channel's settings. */
  available(sender: SenderId, perSecond: number): number;
  /**
   * Debt is possible, a second's worth at most: a backlog of received messages must not silence the sender for long. A negative count gives
   * back what was spent on a message that did not go, up to what may go out at once.
   */
  spend(sender: SenderId, count: number): void;
  /** Nothing goes out for this sender before `until` (the provider throttles it). */
  suspend(sender: SenderId, until: number): void;
  /** When the first exhausted bucket has a token again; null: none is exhausted. */
  nextRefillAt(): number | null;
}

/** Where more tokens come from when several nodes share a sender. Null: this node is alone and refills by time. */
export type BorrowTokens = ((sender: SenderId, perSecond: number, want: number) => Promise<number>) | null;

interface Bucket {
  tokens: number;
  perSecond: number;
  refilledAt: number;
  suspendedUntil: number;
  askedAt: number;
  isBorrowing: boolean;
}

/** Part of a second's rate that may go out at once: little enough that no second sees more than the rate by much. */
const BURST_SECONDS = 0.25;
/** Senders that are in use are asked for with every claim; others are gone. By then a bucket would be full again. */
const FORGOTTEN_AFTER_MS = 60_000;

export function createBudgets(now: () => number, borrow: BorrowTokens): Budgets {
  const buckets = new Map<SenderId, Bucket>();

  function bucketOf(sender: SenderId, perSecond: number): Bucket {
    let bucket = buckets.get(sender);
    if (!bucket) {
      const [tokens, at] = [burstOf(perSecond), now()];
      bucket = { tokens, perSecond, refilledAt: at, suspendedUntil: 0, askedAt: at, isBorrowing: false };
      buckets.set(sender, bucket);
    }
    bucket.perSecond = perSecond;
    bucket.askedAt = now();
    return bucket;
  }

  function isForgotten({ askedAt, suspendedUntil }: Bucket): boolean {
    return now() - Math.max(askedAt, suspendedUntil) > FORGOTTEN_AFTER_MS;
  }

  function refill(sender: SenderId, bucket: Bucket): void {
    if (borrow) {
      if (bucket.tokens < burstOf(bucket.perSecond) / 2) void borrowMore(sender, bucket, borrow);
      return;
    }
    const elapsed = now() - bucket.refilledAt;
    bucket.tokens = Math.min(burstOf(bucket.perSecond), bucket.tokens + (elapsed * bucket.perSecond) / 1_000);
    bucket.refilledAt = now();
  }

  return {
    available(sender, perSecond) {
      const bucket = bucketOf(sender, perSecond);
      refill(sender, bucket);
      return bucket.suspendedUntil > now() ? 0 : Math.max(0, Math.floor(bucket.tokens));
    },
    spend(sender, count) {
      const bucket = buckets.get(sender);
      if (!bucket) return;
      const most = Math.max(bucket.tokens, burstOf(bucket.perSecond));
      bucket.tokens = Math.min(most, Math.max(-bucket.perSecond, bucket.tokens - count));
    },
    suspend(sender, until) {
      const bucket = buckets.get(sender);
      if (bucket) bucket.suspendedUntil = Math.max(bucket.suspendedUntil, until);
    },
    nextRefillAt() {
      let earliest: number | null = null;
      for (const [sender, bucket] of buckets) {
        if (isForgotten(bucket)) {
          buckets.delete(sender);
          continue;
        }
        if (bucket.tokens >= 1 && bucket.suspendedUntil <= now()) continue;
        const refillMs = Math.max(1, ((1 - bucket.tokens) / bucket.perSecond) * 1_000);
        const at = Math.max(bucket.suspendedUntil, now() + refillMs);
        if (earliest === null || at < earliest) earliest = at;
      }
      return earliest;
    },
  };
}

/** Messages that a sender may have saved up. */
export function burstOf(perSecond: number): number {
  return Math.max(1, perSecond * BURST_SECONDS);
}

async function borrowMore(sender: SenderId, bucket: Bucket, borrow: NonNullable<BorrowTokens>): Promise<void> {
  if (bucket.isBorrowing) return;
  bucket.isBorrowing = true;
  try {
    const want = Math.ceil(burstOf(bucket.perSecond) - bucket.tokens);
    bucket.tokens += await borrow(sender, bucket.perSecond, want);
  } catch {
    // The store is away: nothing can be claimed either, and the next look asks again.
  } finally {
    bucket.isBorrowing = false;
  }
}
