import { expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

it('a size is said in the unit that suits it', () => {
  expect([0, 999, 1_500, 2_345_000, 3_000_000_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 byte',
    '999 byte',
    '2 kB',
    '2.3 MB',
    '3 GB',
  ]);
  expect(formatBytes(2_345_000, 'de')).toBe('2,3 MB');
});
