import { expect, test } from 'vitest';
import { type ManualClock, manualClock, settle } from '../../test/support/manual-clock.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Claimed, LaneKind, LaneRef } from '../store/work.ts';
import { createLaneRunner, type Holding, type LaneRunner } from './lane-runner.ts';

type Work = { lane: LaneRef };

interface Bench {
  clock: ManualClock;
  runner: LaneRunner;
  handled: string[];
  renewed: string[][];
  released: string[][];
  signal: (kind: LaneKind) => void;
  finish: (conversation: string) => void;
  holdings: Map<string, Holding>;
  counts: { claims: number };
}

interface Script {
  claims: Claimed<Work>[];
  capacity?: number;
  lost?: string[];
  chanceAt?: (now: number) => number;
}

function setUp(script: Script): Bench {
  const clock = manualClock();
  const finishers = new Map<string, () => void>();
  const listeners: ((kind: LaneKind) => void)[] = [];
  const handled: string[] = [];
  const renewed: string[][] = [];
  const released: string[][] = [];
  const holdings = new Map<string, Holding>();
  const counts = { claims: 0 };
  const runner = createLaneRunner<Work>({
    kind: 'in',
    clock,
    capacity: script.capacity ?? 8,
    store: {
      async renew(lanes) {
        renewed.push(lanes.map((lane) => lane.conversationId));
        return lanes.filter((lane) => script.lost?.includes(lane.conversationId));
      },
      async release(lanes) {
        released.push(lanes.map((lane) => lane.conversationId));
        return lanes.length;
      },
      onWork(listener) {
        listeners.push(listener);
        return () => listeners.splice(listeners.indexOf(listener), 1);
      },
    },
    claim: async () => {
      counts.claims += 1;
      return script.claims.shift() ?? { work: [], nextDueAt: null, more: false, now: clock.now() };
    },
    nextChanceAt: () => script.chanceAt?.(clock.now()) ?? null,
    handle(work, holding) {
      handled.push(work.lane.conversationId);
      holdings.set(work.lane.conversationId, holding);
      return new Promise((resolve) => finishers.set(work.lane.conversationId, resolve));
    },
    onError: (error) => {
      throw error;
    },
  });
  return {
    clock,
    runner,
    handled,
    renewed,
    released,
    holdings,
    counts,
    signal: (kind) => {
      for (const listener of listeners) listener(kind);
    },
    finish: (conversation) => finishers.get(conversation)?.(),
  };
}

function claimed(names: string[], more = false): Claimed<Work> {
  const work = names.map((name) => ({
    lane: { conversationId: name as ConversationId, kind: 'in' as const, token: `t-${name}`, generation: 1 },
  }));
  return { work, nextDueAt: null, more, now: 0 };
}

test('claims again at once while there is more than it took', async () => {
  const { runner, handled } = setUp({ claims: [claimed(['a'], true), claimed(['b'])] });
  runner.start();
  await settle();
  expect(handled).toEqual(['a', 'b']);
});

test('looks when it is woken for its kind, and not for another', async () => {
  const bench = setUp({ claims: [claimed([]), claimed(['a'])] });
  bench.runner.start();
  await settle();
  bench.signal('out');
  await settle();
  expect(bench.handled).toEqual([]);
  bench.signal('in');
  await settle();
  expect(bench.handled).toEqual(['a']);
});

test('sleeps until the next lane is due', async () => {
  const { runner, handled, clock } = setUp({
    claims: [{ work: [], nextDueAt: 300, more: false, now: 0 }, claimed(['a'])],
  });
  runner.start();
  await clock.advance(299);
  expect(handled).toEqual([]);
  await clock.advance(1);
  expect(handled).toEqual(['a']);
});

test('looks every second without being woken', async () => {
  const { runner, handled, clock } = setUp({ claims: [claimed([]), claimed(['a'])] });
  runner.start();
  await clock.advance(1_000);
  expect(handled).toEqual(['a']);
});

test('takes no more than it can hold, and goes on as soon as something is finished', async () => {
  const { runner, handled, finish } = setUp({ claims: [claimed(['a'], true), claimed(['b'])], capacity: 1 });
  runner.start();
  await settle();
  expect(handled).toEqual(['a']);
  finish('a');
  await settle();
  expect(handled).toEqual(['a', 'b']);
});

test('renews the leases of what it holds every ten seconds and tells when one was lost', async () => {
  const { runner, renewed, clock, holdings } = setUp({ claims: [claimed(['a', 'b'])], lost: ['b'] });
  runner.start();
  await clock.advance(10_000);
  expect(renewed).toEqual([['a', 'b']]);
  expect(holdings.get('a')?.signal.aborted).toBe(false);
  expect(holdings.get('b')?.signal.aborted).toBe(true);
  expect(holdings.get('a')?.leaseUntil()).toBe(clock.now() + 30_000);
});

test('stops once everything in hand is finished, leaving no timer', async () => {
  const { runner, finish, clock } = setUp({ claims: [claimed(['a'])] });
  runner.start();
  await settle();
  let hasStopped = false;
  const stopping = runner.stop().then(() => {
    hasStopped = true;
  });
  await settle();
  expect(hasStopped).toBe(false);
  finish('a');
  await stopping;
  expect(clock.pending()).toBe(0);
});

test('a chance that has passed without work does not keep it busy', async () => {
  const { runner, clock, counts } = setUp({ claims: [], chanceAt: (now) => now - 1 });
  runner.start();
  await clock.advance(3_000);
  expect(counts.claims).toBe(4);
});

test('looks again at the next chance', async () => {
  const startAt = manualClock().now();
  const { runner, clock, handled } = setUp({ claims: [claimed([]), claimed(['a'])], chanceAt: () => startAt + 200 });
  runner.start();
  await clock.advance(200);
  expect(handled).toEqual(['a']);
});

test('gives up what does not finish within its grace when it stops, and gives the lease back once that has ended', async () => {
  const { runner, clock, finish, holdings, released } = setUp({ claims: [claimed(['a', 'b'])] });
  runner.start();
  await settle();
  const stopping = runner.stop();
  finish('b');
  await clock.advance(20_000);
  expect(holdings.get('a')?.signal.aborted).toBe(true);
  expect(released).toEqual([]);
  finish('a');
  await stopping;
  expect(released).toEqual([['a']]);
  expect(clock.pending()).toBe(0);
});

test('what is in hand at its stop is told until when at most it is, so that nothing is begun that would outlast that', async () => {
  const { runner, clock, finish, holdings } = setUp({ claims: [claimed(['a'])] });
  runner.start();
  await settle();
  await clock.advance(10_000);
  const stoppedAt = clock.now();
  const stopping = runner.stop();
  await clock.advance(15_000);
  expect(holdings.get('a')?.leaseUntil()).toBe(stoppedAt + 22_000);
  finish('a');
  await stopping;
});

test('stops although something heeds no signal, and gives its lease back', async () => {
  const { runner, clock, released } = setUp({ claims: [claimed(['a'])] });
  runner.start();
  await settle();
  const stopping = runner.stop();
  await clock.advance(22_000);
  await stopping;
  expect(released).toEqual([['a']]);
});

test('gives nothing back when everything ended in time', async () => {
  const { runner, finish, released } = setUp({ claims: [claimed(['a'])] });
  runner.start();
  await settle();
  const stopping = runner.stop();
  finish('a');
  await stopping;
  expect(released).toEqual([]);
});
