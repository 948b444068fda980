import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { createReadiness } from './readiness.ts';
import { createHeardReadiness, createIntakeBeat, shareMissed } from './share-readiness.ts';

/** A worker and two nodes that hear webhooks. */
function threeNodes() {
  const clock = manualClock(0);
  const ears = new Set<(text: string) => void>();
  const nodes = {
    tell(text: string) {
      for (const hear of ears) hear(text);
    },
    onTold(hear: (text: string) => void) {
      ears.add(hear);
      return () => ears.delete(hear);
    },
  };
  const worker = createHeardReadiness({ nodes, clock });
  worker.start();
  return { clock, nodes, worker, one: createIntakeBeat({ nodes, clock }), other: createIntakeBeat({ nodes, clock }) };
}

test('a worker counts from the first word of a node that hears webhooks', async () => {
  const { clock, worker, one } = threeNodes();
  await clock.advance(10_000);
  expect(worker.since()).toBe(10_000);
  one.start();
  await clock.advance(60_000);
  expect(worker.since()).toBe(10_000);
});

test('while nobody hears webhooks nobody has heard long enough, and it counts anew afterwards', async () => {
  const { clock, worker, one } = threeNodes();
  one.start();
  await clock.advance(60_000);
  one.stop();
  await clock.advance(20_000);
  expect(worker.since()).toBe(80_000);
  one.start();
  await clock.advance(5_000);
  expect(worker.since()).toBe(80_000);
});

test('it goes on counting while one of several hears', async () => {
  const { clock, worker, one, other } = threeNodes();
  one.start();
  other.start();
  await clock.advance(10_000);
  one.stop();
  await clock.advance(60_000);
  expect(worker.since()).toBe(0);
});

test('other words count for nothing, and a stopped beat leaves no timer', async () => {
  const { clock, worker, nodes, one } = threeNodes();
  one.start();
  one.stop();
  await clock.advance(10_000);
  nodes.tell('changes []');
  expect(worker.since()).toBe(10_000);
  expect(clock.pending()).toBe(0);
});

test('a webhook that one node did not take lets every node count anew, and is told once a second', async () => {
  const { clock, nodes } = threeNodes();
  let words = 0;
  nodes.onTold((text) => {
    if (text === 'webhook missed') words += 1;
  });
  const [one, other] = [0, 1].map(() => shareMissed(createReadiness(clock), { nodes, clock }));
  one?.start();
  other?.start();
  await clock.advance(10_000);
  one?.missed();
  one?.missed();
  await clock.advance(5_000);
  expect([one?.since(), other?.since(), words]).toEqual([10_000, 10_000, 1]);
  one?.missed();
  expect([one?.since(), other?.since(), words]).toEqual([15_000, 15_000, 2]);
  one?.stop();
  other?.stop();
  expect(clock.pending()).toBe(0);
});
