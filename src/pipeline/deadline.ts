import type { Clock } from '../host/clock.ts';

export interface Deadline {
  signal: AbortSignal;
  /** Call it when the work is over, so that no timer is left. */
  cancel(): void;
}

/** A signal that fires after `ms` on our clock, or with `parent`. */
export function deadlineSignal(clock: Clock, ms: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelTimer = clock.setTimer(ms, abort);
  parent?.addEventListener('abort', abort, { once: true });
  if (parent?.aborted) abort();
  return {
    signal: controller.signal,
    cancel() {
      cancelTimer();
      parent?.removeEventListener('abort', abort);
    },
  };
}
