import { setImmediate as nextTick } from 'node:timers/promises';
import type { SimulatorClock } from './clock.ts';

export interface ManualClock extends SimulatorClock {
  /** Moves time on by `ms`, firing due timers in order; asynchronous work may add timers within the span. */
  advance(ms: number): Promise<void>;
  /** Timers that wait. */
  readonly waiting: number;
}

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock that only moves when told, so that seven days of retries take no time. */
export function createManualClock(startMs = 1_800_000_000_000): ManualClock {
  const timers = new Set<Timer>();
  let now = startMs;

  const earliestUntil = (end: number): Timer | undefined => {
    let earliest: Timer | undefined;
    for (const timer of timers) if (timer.at <= end && (!earliest || timer.at < earliest.at)) earliest = timer;
    return earliest;
  };

  return {
    now: () => now,
    setTimer(delayMs, callback) {
      const timer = { at: now + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (let timer = earliestUntil(end); timer; timer = earliestUntil(end)) {
        timers.delete(timer);
        now = timer.at;
        timer.callback();
        await nextTick();
      }
      now = end;
    },
    get waiting() {
      return timers.size;
    },
  };
}
