/** A minute of traffic through queues: main threads of nodes, cores of PostgreSQL, bots and providers that take their time. */
import type { Costs } from './model.ts';

export interface Scene {
  turnsPerSecond: number;
  statusesPerAnswer: number;
  nodes: number;
  postgresCores: number;
  costs: Costs;
  seconds: number;
}

/** Milliseconds. `own`: webhook to the answer at the provider, without bot and provider. */
export interface Waits {
  ackP50: number;
  ackP99: number;
  ownP99: number;
}

/** Steps of a turn that pass node and store: webhook, claim, what the bot said, attempt and receipt. */
const VISITS = 4;
const BOT_MS = 500;
const PROVIDER_MS = 150;
/** A commit reaches the disk. */
const FLUSH_MS = 2;

type Step =
  | { at: 'node' | 'postgres'; meanMs: number }
  | { at: 'nowhere'; meanMs: number }
  | { at: 'told'; what: 'ack' };

interface Job {
  steps: readonly Step[];
  next: number;
  node: number;
  beganAt: number;
  isTurn: boolean;
  ackedAt: number;
}

/** Servers that take one job at a time, first come first served; only when each is free is kept. */
type Servers = number[];

export function simulate(scene: Scene, random: () => number = seeded(1)): Waits {
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const nodes: Servers[] = Array.from({ length: scene.nodes }, () => [0]);
  const postgres: Servers = Array.from({ length: scene.postgresCores }, () => 0);
  const queue = createQueue<Job>();
  arrivals(scene, exponential, (at, isTurn) => {
    const node = Math.floor(random() * scene.nodes);
    queue.add(at, { steps: stepsOf(scene.costs, isTurn), next: 0, node, beganAt: at, isTurn, ackedAt: 0 });
  });
  const acks: number[] = [];
  const owns: number[] = [];
  for (let event = queue.take(); event; event = queue.take()) {
    const { at, value: job } = event;
    const step = job.steps[job.next++];
    if (!step) {
      if (job.isTurn) owns.push(at - job.beganAt - BOT_MS - PROVIDER_MS);
    } else if (step.at === 'told') {
      acks.push(at - job.beganAt);
      queue.add(at, job);
    } else if (step.at === 'nowhere') queue.add(at + step.meanMs, job);
    else
      queue.add(serve(step.at === 'postgres' ? postgres : (nodes[job.node] ?? []), at, exponential(step.meanMs)), job);
  }
  return { ackP50: quantile(acks, 0.5), ackP99: quantile(acks, 0.99), ownP99: quantile(owns, 0.99) };
}

function stepsOf({ turn, status }: Costs, isTurn: boolean): Step[] {
  const visit = (main: number, store: number): Step[] => [
    { at: 'node', meanMs: main / 1_000 },
    { at: 'postgres', meanMs: store / 1_000 },
    { at: 'nowhere', meanMs: FLUSH_MS },
  ];
  const told: Step = { at: 'told', what: 'ack' };
  if (!isTurn) return [...visit(status.main, status.postgres), told];
  const each = visit(turn.main / VISITS, turn.postgres / VISITS);
  const [bot, provider]: Step[] = [
    { at: 'nowhere', meanMs: BOT_MS },
    { at: 'nowhere', meanMs: PROVIDER_MS },
  ];
  return [...each, told, ...each, bot, ...each, provider, ...each].filter((step) => step !== undefined);
}

function arrivals(
  { turnsPerSecond, statusesPerAnswer, seconds }: Scene,
  exponential: (mean: number) => number,
  add: (at: number, isTurn: boolean) => void,
): void {
  for (const [perSecond, isTurn] of [
    [turnsPerSecond, true],
    [turnsPerSecond * statusesPerAnswer, false],
  ] as const) {
    for (let at = exponential(1_000 / perSecond); at < seconds * 1_000; at += exponential(1_000 / perSecond))
      add(at, isTurn);
  }
}

/** When a job that comes at `at` is done. */
function serve(servers: Servers, at: number, takesMs: number): number {
  let first = 0;
  for (let other = 1; other < servers.length; other += 1)
    if ((servers[other] ?? 0) < (servers[first] ?? 0)) first = other;
  const done = Math.max(at, servers[first] ?? 0) + takesMs;
  servers[first] = done;
  return done;
}

/** A binary heap by time. */
function createQueue<Value>() {
  const heap: { at: number; value: Value }[] = [];
  const at = (place: number) => heap[place]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, two: number) => {
    const [a, b] = [heap[one], heap[two]];
    if (a && b) [heap[one], heap[two]] = [b, a];
  };
  return {
    add(time: number, value: Value): void {
      heap.push({ at: time, value });
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (at(parent) <= at(place)) return;
        swap(place, parent);
        place = parent;
      }
    },
    take(): { at: number; value: Value } | undefined {
      swap(0, heap.length - 1);
      const taken = heap.pop();
      for (let place = 0; ; ) {
        const child = at(2 * place + 2) < at(2 * place + 1) ? 2 * place + 2 : 2 * place + 1;
        if (at(child) >= at(place)) return taken;
        swap(place, child);
        place = child;
      }
    },
  };
}

function quantile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
