import type { Clock } from './clock.ts';

/** The machine's time plus a shift: development turns it to see a day pass. */
export interface ShiftableClock extends Clock {
  /** Turns the clock forward; timers that became due fire at once. */
  shift(ms: number): void;
  /** By how much it was turned in all. */
  shiftedMs(): number;
}

export interface ShiftOptions {
  /** By how much it is turned already. */
  shiftedMs?: number;
  /** Hears of every turn, with the sum of all. */
  onShift?(shiftedMs: number): void;
}

interface Timer {
  at: number;
  callback: () => void;
  handle: NodeJS.Timeout;
}

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export function shiftableClock({ shiftedMs = 0, onShift }: ShiftOptions = {}): ShiftableClock {
  const timers = new Set<Timer>();
  let sum = shiftedMs;
  const now = () => Date.now() + sum;

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    const delayMs = Math.min(Math.max(0, timer.at - now()), LONGEST_TIMEOUT_MS);
    timer.handle = setTimeout(() => fire(timer), delayMs);
  }

  function fire(timer: Timer): void {
    if (timer.at > now()) {
      arm(timer);
      return;
    }
    timers.delete(timer);
    timer.callback();
  }

  return {
    now,
    machineNow: () => Date.now(),
    shiftedMs: () => sum,
    setTimer(delayMs, callback) {
      const timer: Timer = {
        at: now() + delayMs,
        callback,
        handle: setTimeout(() => fire(timer), Math.min(delayMs, LONGEST_TIMEOUT_MS)),
      };
      timers.add(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    shift(ms) {
      if (ms < 0) throw new Error('the clock only turns forward');
      sum += ms;
      onShift?.(sum);
      for (const timer of timers) arm(timer);
    },
  };
}
