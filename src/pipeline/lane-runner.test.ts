import { expect, test } from 'vitest';
import { type ManualClock, manualClock, settle } from '../../test/support/manual-clock.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Claimed, LaneKind, LaneRef } from '../store/work.ts';
import { createLaneRunner, type Holding, type LaneRunner } from './lane-runner.ts';

type Work = { lane: LaneRef };

interface Bench {
  clock: ManualClock;
  runner: LaneRunner<Work>;
  handled: string[];
  renewed: string[][];
  released: string[][];
  signal: (kind: LaneKind) => void;
  finish: (conversation: string) => void;
  holdings: Map<string, Holding>;
  counts: { claims: number };
  /** Room that each claim asked for. */
  asked: number[];
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
  const asked: number[] = [];
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
    claim: async (max) => {
      counts.claims += 1;
      asked.push(max);
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
    asked,
    signal: (kind) => {
      for (const listener of listeners) listener(kind);
    },
    finish: (conversation) => finishers.get(conversation)?.(),
  };
}

function claimed(names: string[], more = false): Claimed<Work> {
  return { work: names.map(workOf), nextDueAt: null, more, now: 0 };
}

function workOf(name: string): Work {
  return { lane: { conversationId: name as ConversationId, kind: 'in', token: `t-${name}`, generation: 1 } };
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

test('a reservation takes room that no claim and no other reservation gets', async () => {
  const { runner, asked } = setUp({ claims: [], capacity: 2 });
  runner.start();
  await settle();
  expect(runner.reserve()).not.toBeNull();
  runner.wake();
  await settle();
  expect(asked).toEqual([2, 1]);
  expect(runner.reserve()).not.toBeNull();
  expect(runner.reserve()).toBeNull();
  runner.wake();
  await settle();
  expect(asked).toEqual([2, 1]);
});

test('what is in hand leaves no room for a reservation', async () => {
  const { runner, finish } = setUp({ claims: [claimed(['a'])], capacity: 1 });
  runner.start();
  await settle();
  expect(runner.reserve()).toBeNull();
  finish('a');
  await settle();
  expect(runner.reserve()).not.toBeNull();
});

test('takes no reservation before it starts and after it was told to stop', async () => {
  const { runner } = setUp({ claims: [] });
  expect(runner.reserve()).toBeNull();
  runner.start();
  await settle();
  expect(runner.reserve()).not.toBeNull();
  const other = setUp({ claims: [] });
  other.runner.start();
  await settle();
  const stopping = other.runner.stop();
  expect(other.runner.reserve()).toBeNull();
  await stopping;
  expect(other.runner.reserve()).toBeNull();
});

test('what a reservation brings is worked on at once, and its end leaves that in hand', async () => {
  const { runner, handled, counts } = setUp({ claims: [], capacity: 1 });
  runner.start();
  await settle();
  const reservation = runner.reserve();
  reservation?.take(workOf('a'));
  reservation?.end();
  await settle();
  expect([handled, runner.inHand(), counts.claims]).toEqual([['a'], 1, 1]);
  expect(runner.reserve()).toBeNull();
});

test('ends a reservation once, however often it is told', async () => {
  const { runner } = setUp({ claims: [], capacity: 1 });
  runner.start();
  await settle();
  const first = runner.reserve();
  first?.end();
  first?.end();
  expect(runner.reserve()).not.toBeNull();
  first?.end();
  expect(runner.reserve()).toBeNull();
});

test('looks for work as soon as a reservation gives its room back', async () => {
  const { runner, handled } = setUp({ claims: [claimed([]), claimed(['a'])], capacity: 1 });
  runner.start();
  await settle();
  const reservation = runner.reserve();
  runner.wake();
  await settle();
  expect(handled).toEqual([]);
  reservation?.end();
  await settle();
  expect(handled).toEqual(['a']);
});

test('the lease of what a reservation brings counts from the reservation, and is renewed like others', async () => {
  const { runner, clock, holdings, renewed } = setUp({ claims: [] });
  runner.start();
  await settle();
  const reservedAt = clock.now();
  const reservation = runner.reserve();
  await clock.advance(4_000);
  reservation?.take(workOf('a'));
  reservation?.end();
  expect(holdings.get('a')?.leaseUntil()).toBe(reservedAt + 30_000);
  await clock.advance(6_000);
  expect(renewed).toEqual([['a']]);
  expect(holdings.get('a')?.leaseUntil()).toBe(reservedAt + 40_000);
});

test('stops once a reservation has ended, and what it brought', async () => {
  const { runner, clock, finish, released } = setUp({ claims: [] });
  runner.start();
  await settle();
  const reservation = runner.reserve();
  let hasStopped = false;
  const stopping = runner.stop().then(() => {
    hasStopped = true;
  });
  await settle();
  expect(hasStopped).toBe(false);
  reservation?.take(workOf('a'));
  reservation?.end();
  await settle();
  expect(hasStopped).toBe(false);
  finish('a');
  await stopping;
  expect(released).toEqual([]);
  expect(clock.pending()).toBe(0);
});

test('stops once a reservation that brought nothing has ended', async () => {
  const { runner, clock } = setUp({ claims: [] });
  runner.start();
  await settle();
  const reservation = runner.reserve();
  const stopping = runner.stop();
  const stoppedAt = clock.now();
  reservation?.end();
  await stopping;
  expect([clock.now(), clock.pending()]).toEqual([stoppedAt, 0]);
});

test('stops although a reservation never ends, and gives back what another one brought too late', async () => {
  const { runner, clock, released } = setUp({ claims: [] });
  runner.start();
  await settle();
  const [, second] = [runner.reserve(), runner.reserve()];
  const stopping = runner.stop();
  second?.take(workOf('a'));
  second?.end();
  await clock.advance(22_000);
  await stopping;
  expect(released).toEqual([['a']]);
});
