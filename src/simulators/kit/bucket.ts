import type { SimulatorClock } from './clock.ts';

interface BucketShape {
  /** Tokens a full bucket holds. */
  capacity: number;
  /** Time in which one token comes back, in ms. */
  refillMs: number;
}

/** Token buckets by key, as providers use them for rate limits. */
export interface Buckets {
  /** Takes a token from the key's bucket, which begins full; false if there is none. */
  take(key: string, shape: BucketShape): boolean;
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
  };
}
