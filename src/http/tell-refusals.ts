import type { Log } from '../host/log.ts';
import type { Metrics } from '../host/metrics.ts';
import type { Door, RefusalReason } from '../pipeline/pressure.ts';

interface RefusalParts {
  metrics: Pick<Metrics, 'refused'>;
  log: Pick<Log, 'warn'>;
  /** Epoch ms. */
  now(): number;
}

const LINE_EVERY_MS = 1_000;

/** Counts requests that were refused for want of room, and tells the log once a second at most, with how many since the last line. */
export function createRefusalTeller({ metrics, log, now }: RefusalParts): (door: Door, reason: RefusalReason) => void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (door, reason) => {
    metrics.refused({ door, reason });
    count += 1;
    if (now() - loggedAt < LINE_EVERY_MS) return;
    log.warn({ door, reason, count }, 'too much waits for the store: requests were refused');
    loggedAt = now();
    count = 0;
  };
}
