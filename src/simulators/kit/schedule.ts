import type { SimulatorClock } from './clock.ts';

/** Delayed work of one simulator, all of which ends with `stop`. */
export interface Schedule {
  /** Runs `work` after `delayMs` on the clock; 0 means in the next turn of the event loop, whatever the clock does. */
  after(delayMs: number, work: () => void): void;
  stop(): void;
}

export function createSchedule(clock: SimulatorClock): Schedule {
  const cancels = new Set<() => void>();
  let stopped = false;

  return {
    after(delayMs, work) {
      if (stopped) return;
      if (delayMs <= 0) {
        setImmediate(() => {
          if (!stopped) work();
        });
        return;
      }
      const cancel = clock.setTimer(delayMs, () => {
        cancels.delete(cancel);
        work();
      });
      cancels.add(cancel);
    },
    stop() {
      stopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}
