import type { Clock } from '../../src/host/clock.ts';

/** A clock that stands still until it is turned. */
export interface ManualClock extends Clock {
  /** Turns the clock, firing timers in order of their time, and lets what they start settle in between. */
  advance(ms: number): Promise<void>;
  /** Timers that still wait. */
  pending(): number;
}

interface Timer {
  at: number;
  callback: () => void;
}

export function manualClock(startAt = 1_800_000_000_000): ManualClock {
  let now = startAt;
  const timers = new Set<Timer>();

  function nextBefore(limit: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of timers) if (timer.at <= limit && (!next || timer.at < next.at)) next = timer;
    return next;
  }

  return {
    now: () => now,
    setTimer(delayMs, callback) {
      const timer = { at: now + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextBefore(until); timer; timer = nextBefore(until)) {
        timers.delete(timer);
        now = timer.at;
        timer.callback();
        await settle();
      }
      now = until;
      await settle();
    },
    pending: () => timers.size,
  };
}

/** Lets promises that are ready run to their next wait. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
