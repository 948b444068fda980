/** Time, handed in: tests turn it, `dev` shifts it, production reads the machine's. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls back once after `delayMs`; returns the function that cancels it. */
  setTimer(delayMs: number, callback: () => void): () => void;
  /** Epoch ms by the machine, whatever somebody turned the clock to. Absent: nobody turns it, `now` will do. */
  machineNow?(): number;
}

/** Epoch ms by the machine, whatever somebody turned the clock to: for what must not jump with it. */
export function machineNow(clock: Clock): number {
  return clock.machineNow?.() ?? clock.now();
}

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimer: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.min(delayMs, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
}
