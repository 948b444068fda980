import { expect, test } from 'vitest';
import { judgeFlatness } from '../../soak/flatness.ts';
import type { Sample } from '../../soak/sample.ts';

const STILL: Sample = { rss: 300, heap: 80, handles: 60, lanes: 5, inHand: 1, inHandMb: 0, delayMs: 20, wal: 16 };
const EVERY_MS = 30_000;

/** An hour of samples, each as `change` makes it of its place. */
function hour(change: (index: number) => Partial<Sample>): Sample[] {
  return Array.from({ length: 120 }, (_, index) => ({ ...STILL, ...change(index) }));
}

function rising(samples: readonly Sample[]): string[] {
  return judgeFlatness(samples, EVERY_MS).flatMap(({ figure, isFlat }) => (isFlat ? [] : [figure]));
}

test('figures that stand still are flat, whatever single samples say', () => {
  expect(rising(hour((index) => (index === 100 ? { rss: 5_000, handles: 900, delayMs: 4_000 } : {})))).toEqual([]);
});

test('what is used between collections is no leak', () => {
  expect(rising(hour((index) => ({ heap: 80 + (index % 10) * 20 })))).toEqual([]);
});

test.each([
  ['heap', (index: number) => ({ heap: 80 + index })],
  ['rss', (index: number) => ({ rss: 300 + 3 * index })],
  ['handles', (index: number) => ({ handles: 60 + index })],
  ['lanes', (index: number) => ({ lanes: 5 + 2 * index })],
  ['wal', (index: number) => ({ wal: 16 + index })],
] as const)('%s that grows and grows is found', (figure, change) => {
  expect(rising(hour(change))).toEqual([figure]);
});

test('growth that has ended before the half is over is warm-up', () => {
  expect(rising(hour((index) => ({ heap: 80 + Math.min(index, 30) * 2, rss: 300 + Math.min(index, 30) * 5 })))).toEqual(
    [],
  );
});

test('tells the rise an hour by the second half, which outliers do not bend', () => {
  const samples = hour((index) => ({ rss: index === 90 ? 9_000 : 300 + index / 12 }));
  const verdict = judgeFlatness(samples, EVERY_MS).find(({ figure }) => figure === 'rss');
  expect(verdict?.perHour).toBeCloseTo(10, 1);
});

test('what the machine does not tell is not judged', () => {
  const figures = judgeFlatness(
    hour(() => ({ handles: Number.NaN, wal: Number.NaN })),
    EVERY_MS,
  ).map(({ figure }) => figure);
  expect(figures).toEqual(['rss', 'heap', 'lanes', 'delayMs']);
});
