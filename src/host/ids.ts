import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes identifiers; tests hand in a counted or seeded one. `prefix` tells people what they look at (`msg_…`). */
export interface Ids {
  next(prefix: string): string;
}

const RANDOM_BYTES = 16;
/** Randomness is fetched for so many ids at once: asking for each costs more than everything else about it. */
const IDS_PER_FILL = 256;

/** Ordered by time and, within a millisecond, by when they were made, so that new rows stay together in an index. */
export function randomIds(): Ids {
  const pool = new Uint8Array(RANDOM_BYTES * IDS_PER_FILL);
  let used = pool.length;
  let sequence = 0;

  function nextRandom(): Uint8Array {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += RANDOM_BYTES;
    return pool.subarray(used - RANDOM_BYTES, used);
  }

  return {
    next(prefix) {
      sequence = (sequence + 1) >>> 0;
      return `${prefix}_${v7({ random: nextRandom(), msecs: Date.now(), seq: sequence }).replaceAll('-', '')}`;
    },
  };
}
