import { expect, test } from 'vitest';
import { readOptions } from '../../chaos/options.ts';
import { PARTNERS } from '../../chaos/partners.ts';

test('without a word, twenty rounds on both stores at all partners', () => {
  expect(readOptions([])).toMatchObject({ rounds: 20, from: 1, people: 100, stores: ['sqlite', 'postgres'] });
  expect(readOptions([])?.partners).toEqual(PARTNERS);
});

test('a round is named by seed and number', () => {
  const args = ['--seed', '7', '--from', '12', '--rounds', '1', '--store', 'postgres', '--partners', 'meta,karix'];
  expect(readOptions(args)).toMatchObject({
    ...{ seed: 7, from: 12, rounds: 1 },
    ...{ stores: ['postgres'], partners: ['meta', 'karix'] },
  });
});

test.each([
  ['--rounds', '0'],
  ['--rounds', 'many'],
  ['--at-once', '0'],
  ['--people', '-3'],
  ['--store', 'mysql'],
  ['--partners', 'nobody'],
  ['--round', '3'],
])('what would play nothing is refused: %s %s', (name, value) => {
  expect(() => readOptions([name, value])).toThrow();
});

test('help is asked for', () => {
  expect(readOptions(['--help'])).toBeNull();
});
