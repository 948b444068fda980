import { type Clock, machineNow } from '../host/clock.ts';
import { StoreUnavailable } from '../store/store.ts';
import { createRoom } from './room.ts';

/** By which way a request came: providers repeat what they tell, programs are told to. */
export type Door = 'webhook' | 'api';

/**
 * Why a request is refused: too many in hand, too many bytes of bodies in hand, the store takes nothing (the oldest request has waited too
 * long), or it has itself waited too long.
 */
export type RefusalReason = 'requests' | 'bytes' | 'stalled' | 'waited';

/** What may wait for the store in memory. Work that the store holds costs no memory and is not limited. */
export interface PressureLimits {
  /** Requests whose step is not durable yet, of a store at full speed; a slower one gets less (`room.ts`). */
  requests: number;
  /** Of their bodies, and of large bodies that are still arriving. Read, parsed and written out, a body takes several times its size. */
  bytes: number;
  /**
   * When the oldest webhook has waited so long, nothing more is taken: the store hangs. Programs' requests also read, and may wait behind
   * somebody's long list: that keeps out programs alone.
   */
  stalledMs: number;
  /**
   * After so long a request is answered; providers close the connection not much later. Longer than SQLite waits for another process twice
   * (for the batch before, and for one's own): what it refuses is refused for certain.
   */
  waitMs: number;
}

/** Far beyond what is in hand at full speed: some hundred requests of a few KB, each for some milliseconds. */
const PRESSURE_LIMITS: PressureLimits = { requests: 2_000, bytes: 32_000_000, stalledMs: 5_000, waitMs: 12_000 };
/** Programs leave room for webhooks, which are what people wrote. */
const API_SHARE = 0.5;
const LOOK_EVERY_MS = 1_000;

/** The request was refused, and is to be repeated. Nothing of it was begun, unless it `waited`. */
export class Overloaded extends StoreUnavailable {
  constructor(reason: RefusalReason) {
    super(`too much waits for the store (${reason})`);
  }
}

/** Keeps what waits for the store in memory below limits: beyond them everything new is refused at once. */
export interface Pressure {
  /** Throws `Overloaded` if a request would be refused now; asked before its body is read. */
  check(door: Door): void;
  /** Room for a body that is still to arrive; throws `Overloaded` if there is none. Returns what gives it back, once. */
  reserve(door: Door, bytes: number): () => void;
  /** Does `work`, which waits for the store. Rejects with `Overloaded` if there is too much of it, or if it takes too long. */
  run<Result>(request: { door: Door; bytes: number }, work: () => Promise<Result>): Promise<Result>;
  inHand(): { requests: number; bytes: number };
}

export interface PressureOptions {
  clock: Clock;
  limits?: PressureLimits;
  /** Hears of every refusal; must be cheap. */
  refused?(door: Door, reason: RefusalReason): void;
}

interface Waiting {
  since: number;
  giveUp(): void;
}

export function createPressure({ clock, limits = PRESSURE_LIMITS, refused = () => {} }: PressureOptions): Pressure {
  /** Each in the order in which they came. */
  const waiting: Readonly<Record<Door, Set<Waiting>>> = { webhook: new Set(), api: new Set() };
  const count = () => waiting.webhook.size + waiting.api.size;
  const room = createRoom(limits.requests);
  let bytesInHand = 0;
  let isLooking = false;

  function refusal(door: Door, reason: RefusalReason): Overloaded {
    refused(door, reason);
    return new Overloaded(reason);
  }

  function check(door: Door, bytes: number): void {
    const share = door === 'api' ? API_SHARE : 1;
    if (count() >= room.size() * share) throw refusal(door, 'requests');
    if (bytesInHand + bytes > limits.bytes * share) throw refusal(door, 'bytes');
    if (isStalled('webhook') || (door === 'api' && isStalled('api'))) throw refusal(door, 'stalled');
  }

  function isStalled(door: Door): boolean {
    const [oldest] = waiting[door];
    return oldest !== undefined && machineNow(clock) - oldest.since >= limits.stalledMs;
  }

  function take(bytes: number): () => void {
    bytesInHand += bytes;
    let isTaken = true;
    return () => {
      if (isTaken) bytesInHand -= bytes;
      isTaken = false;
    };
  }

  /** One timer for all: they wait in order, and at most times none waits long. */
  function look(): void {
    isLooking = true;
    const lookedAt = machineNow(clock);
    clock.setTimer(LOOK_EVERY_MS, () => {
      const now = machineNow(clock);
      room.look(now - lookedAt);
      for (const ones of [waiting.webhook, waiting.api]) sendAway(ones, now);
      isLooking = false;
      if (count() > 0) look();
    });
  }

  function sendAway(ones: ReadonlySet<Waiting>, now: number): void {
    for (const { since, giveUp } of ones) {
      if (now - since < limits.waitMs) break;
      giveUp();
    }
  }

  /**
   * Those who give up stay in hand, because their memory does. What they asked for may still become durable: a webhook that is repeated
   * meets its key in `seen`, and a program's request to send should carry an idempotency key.
   */
  function wait(door: Door, bytes: number): { isOver: Promise<never>; settled(): void } {
    const giveBack = take(bytes);
    const { promise: isOver, reject } = Promise.withResolvers<never>();
    let hasGivenUp = false;
    const one: Waiting = {
      since: machineNow(clock),
      giveUp() {
        if (!hasGivenUp) reject(refusal(door, 'waited'));
        hasGivenUp = true;
      },
    };
    waiting[door].add(one);
    if (!isLooking) look();
    return {
      isOver,
      settled() {
        waiting[door].delete(one);
        room.settled(count());
        giveBack();
      },
    };
  }

  return {
    check: (door) => check(door, 0),
    reserve(door, bytes) {
      check(door, bytes);
      return take(bytes);
    },
    async run({ door, bytes }, work) {
      check(door, bytes);
      const { isOver, settled } = wait(door, bytes);
      return Promise.race([work().finally(settled), isOver]);
    },
    inHand: () => ({ requests: count(), bytes: bytesInHand }),
  };
}
