import type { Random } from './random.ts';

/** Whose continuation a step is. Steps of a crashed owner never happen, those of a paused one wait. */
export interface StepOwner {
  isAlive: boolean;
  pausedUntil: number;
}

export interface StepRequest {
  /** Told when a schedule is printed. */
  label: string;
  delayMs: number;
  owner?: StepOwner;
  /** Steps that the far end takes on behalf of `owner` go on after its crash, or are lost with it: chance decides. */
  sentBy?: StepOwner;
  /** May run together with other such steps, so that stores can share transactions. */
  isStoreStep?: boolean;
  /** A promise is waited for before anything else happens. */
  run(): unknown;
}

interface Step extends StepRequest {
  at: number;
}

/** Virtual time, and every asynchronous step of everybody in one queue, taken in an order that the seed decides. */
export interface World {
  readonly random: Random;
  now(): number;
  /** Queues a step (unless its owner has crashed); returns the function that takes it back, true if it was not too late. */
  post(request: StepRequest): () => boolean;
  /** Forgets an owner's continuations. What it had sent arrives or not. */
  crash(owner: StepOwner): void;
  /** Takes the next step. False: nothing is left to do. */
  advance(): Promise<boolean>;
  /** Labels of the latest steps, oldest first. */
  history(): readonly string[];
}

/** An ordinary afternoon; dates in messages look like dates. */
const START_AT = Date.UTC(2030, 0, 15, 12);
const KEPT_HISTORY = 400;
const MOST_STORE_STEPS_AT_ONCE = 4;

export function createWorld(random: Random): World {
  const steps = new Set<Step>();
  const history: string[] = [];
  let now = START_AT;

  /** When a step can be taken; its owner may be paused. */
  function readyAt({ at, owner }: Step): number {
    return owner ? Math.max(at, owner.pausedUntil) : at;
  }

  function readySteps(): Step[] {
    let earliest = Number.POSITIVE_INFINITY;
    for (const step of steps) earliest = Math.min(earliest, readyAt(step));
    if (earliest !== Number.POSITIVE_INFINITY) now = Math.max(now, earliest);
    return [...steps].filter((step) => readyAt(step) <= now);
  }

  function choose(ready: readonly Step[]): Step[] {
    const first = random.pick(ready);
    if (!first.isStoreStep || !random.chance(0.3)) return [first];
    const others = ready.filter((step) => step !== first && step.isStoreStep);
    return [first, ...others.slice(0, random.between(0, MOST_STORE_STEPS_AT_ONCE - 1))];
  }

  async function take(step: Step): Promise<void> {
    steps.delete(step);
    history.push(`${now - START_AT} ${step.label}`);
    if (history.length > KEPT_HISTORY) history.shift();
    await step.run();
  }

  return {
    random,
    now: () => now,
    post(request) {
      const step = { ...request, at: now + request.delayMs };
      if (request.owner?.isAlive === false) return () => false;
      steps.add(step);
      return () => steps.delete(step);
    },
    crash(owner) {
      owner.isAlive = false;
      for (const step of steps) {
        const isLost = step.owner === owner || (step.sentBy === owner && random.chance(0.5));
        if (isLost) steps.delete(step);
      }
    },
    async advance() {
      const ready = readySteps();
      if (ready.length === 0) return false;
      await Promise.all(choose(ready).map(take));
      await settled();
      return true;
    },
    history: () => history,
  };
}

/** Every promise that the step resolved has run on to its next wait: a macrotask comes after all microtasks. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
