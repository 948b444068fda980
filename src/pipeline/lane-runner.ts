import type { Clock } from '../host/clock.ts';
import type { Claimed, LaneKind, LaneRef, WorkStore } from '../store/work.ts';

/** A lease must outlive any request to a provider (15 s) and a pause of the process short of a crash. */
export const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
/** How often to look without being woken: covers lost notifications and leases of dead nodes. */
const POLL_MS = 1_000;
/** Due lanes were passed over, because another node was quicker or their persons have had enough for now. */
const CROWDED_MS = 50;
/** Longer than any request to a provider, shorter than the time that orchestrators give a process to end. */
const STOP_GRACE_MS = 20_000;
/** For what heeds its signal to say so. */
const LAST_MS = 2_000;

/** A lane in hand. */
export interface Holding {
  /** Fires when the lease was lost, or when the runner gives up waiting at its stop: whoever claims the lane next goes on. */
  signal: AbortSignal;
  /** Our lease surely holds until then, also if the runner stops and gives it back. */
  leaseUntil(): number;
}

export interface LaneRunnerOptions<Work extends { lane: LaneRef }> {
  kind: LaneKind;
  clock: Clock;
  store: Pick<WorkStore, 'renew' | 'release' | 'onWork'>;
  /** Most lanes in hand at once. */
  capacity: number;
  claim(max: number): Promise<Claimed<Work>>;
  /** Does the work and commits it; the lane is no longer in hand when it settles. Throws only for bugs. */
  handle(work: Work, holding: Holding): Promise<void>;
  /** Something else than due times may free work soon (a budget, a circuit): look again then. Null or past: nothing more is to be expected. */
  nextChanceAt?(): number | null;
  onError(error: unknown): void;
}

/** Room kept for work that a step may hand over leased. */
export interface Reservation<Work> {
  /** Begins it. */
  take(work: Work): void;
  /** Nothing is to be expected any more; may be called twice. */
  end(): void;
}

export interface LaneRunner<Work = never> {
  start(): void;
  /** Looks for work now. */
  wake(): void;
  /** Room for one more lane; null: there is none, or the runner does not run. The lease that comes must not begin before this call. */
  reserve(): Reservation<Work> | null;
  /** Stops claiming and waits for what is in hand. After 20 s it gives up the rest and gives its leases back; after 22 s it resolves whatever runs. */
  stop(): Promise<void>;
  inHand(): number;
}

interface Held {
  lane: LaneRef;
  abort: AbortController;
  leaseUntil: number;
}

/** Claims due lanes of one kind, keeps their leases while they are worked on, and sleeps until more is due. */
export function createLaneRunner<Work extends { lane: LaneRef }>(options: LaneRunnerOptions<Work>): LaneRunner<Work> {
  const { clock } = options;
  const held = new Set<Held>();
  /** Reservations without an end. */
  let reserved = 0;
  /** What is in hand then is given back. */
  let givesBackAt = Number.POSITIVE_INFINITY;
  let isRunning = false;
  let isClaiming = false;
  let wasWoken = false;
  let cancelSleep: (() => void) | null = null;
  let cancelRenewal: (() => void) | null = null;
  let unsubscribe: (() => void) | null = null;
  let onIdle: (() => void) | null = null;

  function wake(): void {
    if (!isRunning) return;
    wasWoken = true;
    if (!isClaiming) void claimAll();
  }

  async function claimAll(): Promise<void> {
    isClaiming = true;
    cancelSleep?.();
    let sleepMs = POLL_MS;
    try {
      do {
        wasWoken = false;
        sleepMs = await claimOnce();
      } while (isRunning && (wasWoken || sleepMs === 0) && occupied() < options.capacity);
    } catch (error) {
      options.onError(error);
      sleepMs = POLL_MS;
    } finally {
      isClaiming = false;
      settleIdle();
    }
    if (isRunning) cancelSleep = clock.setTimer(sleepMs, wake);
  }

  /** Returns how long to sleep; 0: there is more to take at once. */
  async function claimOnce(): Promise<number> {
    const room = options.capacity - occupied();
    if (room <= 0) return POLL_MS;
    const claimedAt = clock.now();
    const claimed = await options.claim(room);
    for (const work of claimed.work) void hold(work, claimedAt + LEASE_MS);
    if (claimed.more && claimed.work.length > 0) return 0;
    const dueMs = claimed.nextDueAt === null ? POLL_MS : claimed.nextDueAt - claimed.now;
    return Math.max(1, Math.min(claimed.more ? CROWDED_MS : POLL_MS, dueMs, chanceMs(claimedAt)));
  }

  /** In hand, or room kept for it. */
  function occupied(): number {
    return held.size + reserved;
  }

  function reserve(): Reservation<Work> | null {
    if (!isRunning || occupied() >= options.capacity) return null;
    reserved += 1;
    const leaseUntil = clock.now() + LEASE_MS;
    let isOpen = true;
    return {
      take: (work) => void hold(work, leaseUntil),
      end() {
        if (!isOpen) return;
        isOpen = false;
        const wasFull = occupied() >= options.capacity;
        reserved -= 1;
        settleIdle();
        if (wasFull) wake();
      },
    };
  }

  /** A chance from before the claim was taken by it, or there was nothing to use it for. */
  function chanceMs(claimedAt: number): number {
    const chanceAt = options.nextChanceAt?.() ?? null;
    return chanceAt === null || chanceAt <= claimedAt ? POLL_MS : chanceAt - clock.now();
  }

  async function hold(work: Work, leaseUntil: number): Promise<void> {
    const entry: Held = { lane: work.lane, abort: new AbortController(), leaseUntil };
    held.add(entry);
    try {
      const until = () => Math.min(entry.leaseUntil, givesBackAt);
      await options.handle(work, { signal: entry.abort.signal, leaseUntil: until });
    } catch (error) {
      options.onError(error);
    } finally {
      const wasFull = occupied() >= options.capacity;
      held.delete(entry);
      settleIdle();
      if (wasFull) wake();
    }
  }

  function scheduleRenewal(): void {
    cancelRenewal = clock.setTimer(RENEW_EVERY_MS, () => {
      void renewAll().finally(() => {
        if (isRunning || occupied() > 0) scheduleRenewal();
      });
    });
  }

  async function renewAll(): Promise<void> {
    if (held.size === 0) return;
    const entries = [...held];
    const askedAt = clock.now();
    try {
      const lost = await options.store.renew(
        entries.map((entry) => entry.lane),
        LEASE_MS,
      );
      const lostTokens = new Set(lost.map((lane) => lane.token));
      for (const entry of entries) {
        if (lostTokens.has(entry.lane.token)) entry.abort.abort();
        else entry.leaseUntil = askedAt + LEASE_MS;
      }
    } catch (error) {
      options.onError(error);
    }
  }

  /** Lets what is in hand end; what did not within the grace, whatever became of it then. */
  async function finish(): Promise<readonly LaneRef[]> {
    let overdue: readonly LaneRef[] = [];
    if (occupied() === 0 && !isClaiming) return overdue;
    let cancel = () => {};
    await new Promise<void>((resolve) => {
      onIdle = resolve;
      cancel = clock.setTimer(STOP_GRACE_MS, () => {
        overdue = [...held].map(({ lane }) => lane);
        cancel = clock.setTimer(LAST_MS, resolve);
        for (const { abort } of held) abort.abort();
      });
    });
    cancel();
    return overdue;
  }

  /** Their tokens fence them: what was committed after all stays so. If this fails, the leases lapse. */
  async function giveBack(lanes: readonly LaneRef[]): Promise<void> {
    if (lanes.length === 0) return;
    try {
      await options.store.release(lanes);
    } catch (error) {
      options.onError(error);
    }
  }

  function settleIdle(): void {
    if (onIdle && occupied() === 0 && !isClaiming) onIdle();
  }

  return {
    start() {
      isRunning = true;
      unsubscribe = options.store.onWork((kind) => {
        if (kind === options.kind) wake();
      });
      scheduleRenewal();
      wake();
    },
    wake,
    reserve,
    async stop() {
      isRunning = false;
      givesBackAt = clock.now() + STOP_GRACE_MS + LAST_MS;
      unsubscribe?.();
      cancelSleep?.();
      await giveBack(await finish());
      cancelRenewal?.();
    },
    inHand: () => held.size,
  };
}
