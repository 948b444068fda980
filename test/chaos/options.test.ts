import { spawnSync } from 'node:child_process';
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

test('the program ends with 2 before it starts anything, and says why without a stack', () => {
  const args = ['chaos/run.ts', '--store', 'mysql'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/sqlite.*postgres.*both[\s\S]*at store\n--help shows what there is\.\n$/);
});

test('help is asked for', () => {
  expect(readOptions(['--help'])).toBeNull();
});
