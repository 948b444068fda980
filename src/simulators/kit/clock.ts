/** Time as a simulator sees it; the dev server hands in the clock that the gateway uses, tests hand in one that they turn. */
export interface SimulatorClock {
  /** Epoch ms. */
  now(): number;
  /** Calls back once after `delayMs`; returns the function that cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void;
  /** Turns the clock forward for everybody who shares it; absent where time only passes. */
  shift?(ms: number): void;
  /** By how much it was turned before the simulators began. Absent: not at all. */
  shiftedMs?(): number;
}

/** `setTimeout` turns longer delays into 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's own time. */
export function machineClock(): SimulatorClock {
  return {
    now: () => Date.now(),
    setTimer: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.min(delayMs, LONGEST_TIMEOUT_MS));
      return () => clearTimeout(timer);
    },
  };
}
