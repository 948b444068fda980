import type { Clock } from '../../src/host/clock.ts';
import { createTokens } from '../../src/host/tokens.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import { createPipeline } from '../../src/pipeline/pipeline.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import type { WorkStore } from '../../src/store/work.ts';
import { noFiles } from '../support/no-files.ts';
import type { SimContext } from './context.ts';
import { strikes } from './context.ts';
import type { FarEnds } from './directory.ts';
import { createSimDirectory } from './directory.ts';
import { createStoreLink } from './store-link.ts';
import type { StepOwner, World } from './world.ts';

/** A running process. */
export interface GatewayNode {
  owner: StepOwner;
  pipeline: Pipeline;
  /** For what services write without the pipeline. */
  store: WorkStore;
  /** The process is gone, now. */
  kill(): void;
}

export interface Gateway {
  /** Somebody who takes requests; undefined while all are down. A paused node is reachable: it only does not answer. */
  reach(): GatewayNode | undefined;
  /** Maybe crashes, stops or pauses a node. Called between steps. */
  disturb(): void;
  isWhole(): boolean;
  /** Stops all nodes in good order. */
  stop(): Promise<void>;
}

const SECRET = new Uint8Array(32).fill(7);
/** Longer than any request and any lease. */
const STOP_WITHIN_MS = 90_000;

/** The nodes on one store: they crash, stop, pause and come back. */
export function createGateway(
  store: WorkStore,
  farEndsOf: (owner: StepOwner) => FarEnds,
  context: SimContext,
): Gateway {
  const { world, profile, record } = context;
  const nodes: GatewayNode[] = [];
  let started = 0;
  let crashes = 0;

  function start(): void {
    started += 1;
    nodes.push(startNode({ store, farEndsOf, context, name: `n${started}` }));
  }

  function bringDown(node: GatewayNode): void {
    crashes += 1;
    nodes.splice(nodes.indexOf(node), 1);
    if (world.random.chance(profile.node.orderly)) stopInOrder(node);
    else node.kill();
    const [least, most] = profile.node.downMs;
    world.post({ label: 'node starts', delayMs: world.random.between(least, most), run: start });
  }

  function stopInOrder(node: GatewayNode): void {
    const late = world.post({
      label: 'stop takes too long',
      delayMs: STOP_WITHIN_MS,
      run() {
        if (node.owner.pausedUntil < world.now() - STOP_WITHIN_MS) record.violations.push('a stop did not end');
        node.kill();
      },
    });
    void node.pipeline.stop().then(() => {
      late();
      node.kill();
    });
  }

  /** Frozen: no continuation runs. What it sent before goes on. */
  function pause(node: GatewayNode): void {
    const [least, most] = profile.node.pausedMs;
    node.owner.pausedUntil = world.now() + world.random.between(least, most);
    record.pauses += 1;
  }

  for (let count = 0; count < profile.nodes; count += 1) start();
  return {
    reach: () => (nodes.length === 0 ? undefined : world.random.pick(nodes)),
    disturb() {
      if (nodes.length === 0) return;
      if (crashes < profile.node.mostCrashes && strikes(context, profile.node.crash))
        bringDown(world.random.pick(nodes));
      else if (strikes(context, profile.node.pause)) pause(world.random.pick(nodes));
    },
    isWhole: () => nodes.length === profile.nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.pipeline.stop()));
    },
  };
}

interface NodeOptions {
  store: WorkStore;
  farEndsOf(owner: StepOwner): FarEnds;
  context: SimContext;
  name: string;
}

function startNode({ store, farEndsOf, context, name }: NodeOptions): GatewayNode {
  const { world, record, profile } = context;
  const owner: StepOwner = { isAlive: true, pausedUntil: 0 };
  const link = createStoreLink(store, owner, context);
  let ids = 0;
  const pipeline = createPipeline({
    store: link,
    media: noFiles(world.now),
    templates: { of: async () => null, peek: () => null },
    // Nobody replays dead letters here.
    queries: { getDeadLetter: async () => null, attemptStart: async () => null },
    directory: createSimDirectory(farEndsOf(owner)),
    tokenGate: { check: async () => 'refused' },
    standIns: { of: () => null, tell() {} },
    stops: { stop: async () => null, released: async () => {} },
    clock: nodeClock(world, owner),
    ids: { next: (prefix) => `${prefix}_${name}_${++ids}` },
    tokens: createTokens(SECRET),
    publicUrl: 'https://gateway.example',
    sharesBudgets: profile.nodes > 1,
    observer: {
      stage() {},
      sendFailed() {},
      webhook() {},
      changed() {},
      stopped() {},
      webhookRefused() {},
      error(where, error) {
        if (!(error instanceof StoreUnavailable)) record.violations.push(`${where} failed: ${describe(error)}`);
      },
    },
  });
  pipeline.start();
  const kill = () => {
    world.crash(owner);
    link.disconnect();
  };
  return { owner, pipeline, store: link, kill };
}

function nodeClock(world: World, owner: StepOwner): Clock {
  return {
    now: world.now,
    setTimer: (delayMs, run) => world.post({ label: 'timer', delayMs, owner, run }),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
