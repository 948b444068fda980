import type { SimulatorClock } from './clock.ts';

export interface BucketShape {
  /** Tokens a full bucket holds. */
  capacity: number;
  /** Time in which one token comes back, in ms. */
  refillMs: number;
}

/** Token buckets by key, as providers use them for rate limits. */
export interface Buckets {
  /** Takes a token from the key's bucket, which begins full; false if there is none. */
  take(key: string, shape: BucketShape): boolean;
  /** How much of the key's bucket is gone, in percent. */
  used(key: string, shape: BucketShape): number;
}

export function createBuckets(clock: SimulatorClock): Buckets {
  const buckets = new Map<string, { tokens: number; countedAt: number }>();

  return {
    take(key, { capacity, refillMs }) {
      const now = clock.now();
      const bucket = buckets.get(key) ?? { tokens: capacity, countedAt: now };
      buckets.set(key, bucket);
      bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.countedAt) / refillMs);
      bucket.countedAt = now;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    used(key, { capacity, refillMs }) {
      const bucket = buckets.get(key);
      if (!bucket) return 0;
      const tokens = Math.min(capacity, bucket.tokens + (clock.now() - bucket.countedAt) / refillMs);
      return Math.ceil(100 * (1 - tokens / capacity));
    },
  };
}
