import { expect, test } from 'vitest';
import type { ClaimedTurn, TurnItem } from '../store/work.ts';
import { withoutStale } from './turn-runner.ts';

const HOUR_MS = 3_600_000;

/** Only what the rule looks at. */
function claimedAt(frozenAt: number, written: readonly number[]): ClaimedTurn {
  const items = written.map((providerAt) => ({ providerAt }) as TurnItem);
  return { frozenAt, items } as unknown as ClaimedTurn;
}

test('a gathered turn leaves out what is too old to be answered', () => {
  const claimed = claimedAt(20 * HOUR_MS, [HOUR_MS, 8 * HOUR_MS, 19 * HOUR_MS]);
  expect(withoutStale(claimed, 12 * HOUR_MS).items.map(({ providerAt }) => providerAt)).toEqual([
    8 * HOUR_MS,
    19 * HOUR_MS,
  ]);
});

test('later tries of a turn see the same items however late they come', () => {
  const claimed = claimedAt(20 * HOUR_MS, [19 * HOUR_MS]);
  expect(withoutStale({ ...claimed, tries: 3 }, 12 * HOUR_MS).items).toHaveLength(1);
});
