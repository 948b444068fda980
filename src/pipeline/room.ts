/** How many may wait for the store, so that nobody waits for much longer than `WAIT_SECONDS`: a slow store has a short queue. */
export interface Room {
  size(): number;
  /** One was settled; so many are left. */
  settled(left: number): void;
  /** So long after the last look, in which somebody waited. */
  look(elapsedMs: number): void;
}

const WAIT_SECONDS = 4;
/** As many may wait however slow the store seems: it may only have paused. */
const LEAST = 100;

/**
 * Without this an overload would fill the queue with more than is settled before those who wait are sent away, and nothing would be
 * acknowledged although the store works all the time. `most` is for a store at full speed.
 */
export function createRoom(most: number): Room {
  const bounded = (wished: number) => Math.min(most, Math.max(LEAST, wished));
  let size = bounded(most / 4);
  let settledSince = 0;
  let wasEmpty = false;
  return {
    size: () => size,
    settled(left) {
      settledSince += 1;
      if (left === 0) wasEmpty = true;
    },
    look(elapsedMs) {
      const perSecond = (settledSince * 1_000) / Math.max(1, elapsedMs);
      // A queue that ran empty does not show how fast the store is, only that it was fast enough.
      size = bounded(wasEmpty ? size * 2 : (size + perSecond * WAIT_SECONDS) / 2);
      settledSince = 0;
      wasEmpty = false;
    },
  };
}
