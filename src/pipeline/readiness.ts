import { type Clock, machineNow } from '../host/clock.ts';

/** Since when this node could hear webhooks without interruption: an echo may have been missed before. */
export interface Readiness {
  start(): void;
  stop(): void;
  /** Epoch ms. */
  since(): number;
  /** A webhook was not taken: what it told, perhaps an echo, is told again later. */
  missed(): void;
}

const BEAT_MS = 1_000;
/** A heart that misses so much was not busy but frozen (a stopped process, a sleeping machine). */
const FROZEN_MS = 4_000;

export function createReadiness(clock: Clock): Readiness {
  let since = clock.now();
  let lastBeat = machineNow(clock);
  let cancel = () => {};

  /** Judged whenever it is asked too: after a freeze, work may be resumed before the timer is. */
  function beat(): void {
    const at = machineNow(clock);
    if (at - lastBeat > FROZEN_MS) since = clock.now();
    lastBeat = at;
  }

  function schedule(): void {
    cancel = clock.setTimer(BEAT_MS, () => {
      beat();
      schedule();
    });
  }

  return {
    start() {
      since = clock.now();
      lastBeat = machineNow(clock);
      schedule();
    },
    stop: () => cancel(),
    since() {
      beat();
      return since;
    },
    missed() {
      since = clock.now();
    },
  };
}
