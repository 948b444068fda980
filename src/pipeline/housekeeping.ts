import type { Clock } from '../host/clock.ts';
import type { WorkStore } from '../store/work.ts';

const SWEEP_EVERY_MS = 10 * 60_000;

/** Deletes rows whose time is over, a little at a time and beside the traffic. */
export interface Housekeeping {
  start(): void;
  stop(): void;
}

export function createHousekeeping(
  store: Pick<WorkStore, 'sweep'>,
  clock: Clock,
  onError: (error: unknown) => void,
): Housekeeping {
  let cancel = () => {};
  let isRunning = false;

  function schedule(): void {
    cancel = clock.setTimer(SWEEP_EVERY_MS, () => {
      void store
        .sweep()
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
