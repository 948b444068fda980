/**
 * Whether a far end (bot, connection) is worth trying. After enough failures in a row it opens: nothing is tried but one probe at a
 * time, at intervals that double from 5 s to 60 s; the first success closes it.
 */
export interface Circuit {
  /** Every try that may start ends in `succeeded`, `failed` or `abandoned`. `wait`: not before `retryAt`. */
  enter(): { pass: Pass } | { pass: 'wait'; retryAt: number };
  succeeded(): void;
  failed(pass: Pass): void;
  /** It told nothing about the far end. */
  abandoned(pass: Pass): void;
  isOpen(): boolean;
  /** Since when nothing but probes is tried; null: it is closed. */
  openSince(): number | null;
  /** When a probe may start; null while closed, or while one is under way. */
  retryAt(): number | null;
}

/** `go`: the circuit was closed. `probe`: this try decides. */
export type Pass = 'go' | 'probe';

/** Five in a row is more than one bad message and less than a second of an outage under load. */
const FAILURES_TO_OPEN = 5;
const LASTING_FAILURES = 3;
const FIRST_PROBE_MS = 5_000;
const LAST_PROBE_MS = 60_000;

/**
 * @param lastingMs opens after fewer failures too, three at least, that lasted so long: where little is going on, five would take minutes
 */
export function createCircuit(now: () => number, lastingMs = Number.POSITIVE_INFINITY): Circuit {
  let failures = 0;
  let failingSince = 0;
  let openSince: number | null = null;
  let openUntil: number | null = null;
  let probeDelayMs = FIRST_PROBE_MS;
  let isProbing = false;

  return {
    enter() {
      if (openUntil === null) return { pass: 'go' };
      if (isProbing) return { pass: 'wait', retryAt: Math.max(openUntil, now()) + probeDelayMs };
      if (now() < openUntil) return { pass: 'wait', retryAt: openUntil };
      isProbing = true;
      return { pass: 'probe' };
    },
    succeeded() {
      failures = 0;
      openSince = null;
      openUntil = null;
      isProbing = false;
      probeDelayMs = FIRST_PROBE_MS;
    },
    failed(pass) {
      if (failures === 0) failingSince = now();
      failures += 1;
      const isLasting = failures >= LASTING_FAILURES && now() - failingSince >= lastingMs;
      if (openUntil === null && failures < FAILURES_TO_OPEN && !isLasting) return;
      // It started before the circuit opened, and tells nothing new.
      if (openUntil !== null && pass === 'go') return;
      openSince ??= now();
      openUntil = now() + probeDelayMs;
      probeDelayMs = Math.min(probeDelayMs * 2, LAST_PROBE_MS);
      isProbing = false;
    },
    abandoned(pass) {
      if (pass === 'probe') isProbing = false;
    },
    isOpen: () => openUntil !== null,
    openSince: () => openSince,
    retryAt: () => (isProbing ? null : openUntil),
  };
}

export interface Circuits<Key> {
  /** Made when first asked for. */
  of(key: Key): Circuit;
  /** When the first open one may be probed, maybe in the past; null: none is open. */
  nextRetryAt(): number | null;
  /** How many are open now. */
  openCount(): number;
}

/** One circuit per key. */
export function createCircuits<Key>(now: () => number, lastingMs?: number): Circuits<Key> {
  const circuits = new Map<Key, Circuit>();
  return {
    of(key) {
      const known = circuits.get(key);
      if (known) return known;
      const circuit = createCircuit(now, lastingMs);
      circuits.set(key, circuit);
      return circuit;
    },
    nextRetryAt() {
      let next: number | null = null;
      for (const circuit of circuits.values()) {
        const at = circuit.retryAt();
        if (at !== null && (next === null || at < next)) next = at;
      }
      return next;
    },
    openCount: () => [...circuits.values()].filter((circuit) => circuit.isOpen()).length,
  };
}
