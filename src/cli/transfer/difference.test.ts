import { expect, test } from 'vitest';
import { differences, wholeDifferences } from './difference.ts';

test('short values stand side by side; the order of members does not count', () => {
  const before = { gatherMs: 10, pacing: { perSecond: 1, pairBurst: 2 } };
  expect(differences(before, { gatherMs: 20, pacing: { pairBurst: 2, perSecond: 1 } }, 'rules.')).toEqual([
    'rules.gatherMs: 10 → 20',
  ]);
});

test('what is not named is left alone, or taken away where the whole is meant', () => {
  expect(differences({ proxy: 'p' }, { proxy: undefined })).toEqual([]);
  expect(wholeDifferences({ proxy: 'p' }, {})).toEqual(['proxy: is taken away']);
});

test('of long texts the lines that differ are shown, and no more than a few', () => {
  const lines = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  const [told = ''] = differences(
    { flow: lines.join('\n') },
    { flow: [...lines.slice(0, 30), 'a new one'].join('\n') },
  );
  expect(told.split('\n').slice(1)).toEqual([
    ...[30, 31, 32, 33, 34, 35].map((at) => `    - line ${at}`),
    '      and 4 lines more',
    '    + a new one',
  ]);
});
