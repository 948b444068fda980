import type { Clock } from '../host/clock.ts';

const SWEEP_EVERY_MS = 10 * 60_000;

/** Deletes rows whose time is over, a little at a time and beside the traffic. */
export interface Housekeeping {
  start(): void;
  stop(): void;
}

export function createHousekeeping(
  sweeps: readonly (() => Promise<number>)[],
  clock: Clock,
  onError: (error: unknown) => void,
): Housekeeping {
  let cancel = () => {};
  let isRunning = false;

  function schedule(): void {
    cancel = clock.setTimer(SWEEP_EVERY_MS, () => {
      void Promise.all(sweeps.map((sweep) => sweep()))
        .catch(onError)
        .finally(() => {
          if (isRunning) schedule();
        });
    });
  }

  return {
    start() {
      isRunning = true;
      schedule();
    },
    stop() {
      isRunning = false;
      cancel();
    },
  };
}
