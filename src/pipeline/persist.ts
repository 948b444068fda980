import type { Clock } from '../host/clock.ts';
import { StoreUnavailable } from '../store/store.ts';

const RETRY_MS = 200;

export interface Persistence {
  clock: Clock;
  /** After this the lease may be somebody else's: the work is theirs, and repeating ours is pointless. */
  giveUpAt: number;
  isStopped(): boolean;
}

/**
 * Repeats a fenced step until the store takes it. A step whose answer was lost is repeated safely: its token no longer holds, and
 * the store says `lost`. Returns `lost` when the lease ran out first.
 */
export async function persist<Result>(step: () => Promise<Result>, options: Persistence): Promise<Result | 'lost'> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (options.isStopped() || options.clock.now() + RETRY_MS >= options.giveUpAt) return 'lost';
      await pause(options.clock, RETRY_MS);
    }
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(ms, resolve);
  });
}
