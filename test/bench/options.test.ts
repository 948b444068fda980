import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { MEASURES, readOptions } from '../../bench/options.ts';

test('without a word everything is measured, and nothing written', () => {
  expect(readOptions([])).toMatchObject({ measures: MEASURES, isWritten: false, plan: { rounds: 5, hasPeers: true } });
});

test('without peers they are not measured, unless they are asked for by name', () => {
  expect(readOptions(['--peers', 'none'])?.measures).not.toContain('peers');
  expect(readOptions(['--only', 'peers,echo'])?.measures).toEqual(['peers', 'echo']);
});

test.each([
  ['--only', 'nonsense'],
  ['--rounds', '0'],
  ['--rounds', 'many'],
  ['--peers', 'some'],
  ['--round', '3'],
])('what would measure nothing is refused: %s %s', (name, value) => {
  expect(() => readOptions([name, value])).toThrow();
});

test.each(['bench/run.ts', 'bench/scale/run.ts', 'fuzz/run.ts'])(
  '%s ends with 2 before it starts anything, and says why without a stack',
  (script) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--bogus'], {
      encoding: 'utf8',
      timeout: 29_000,
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain("Unknown option '--bogus'");
    expect(stderr).not.toContain('    at ');
  },
);
