import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readOptions, WrongUsage } from '../../soak/options.ts';

const USAGE = { help: '', store: 'sqlite', numbers: { minutes: 60, rate: null } } as const;

test('what is not given is as usual', () => {
  expect(readOptions([], USAGE)).toEqual({ stores: ['sqlite'], numbers: { minutes: 60, rate: null } });
});

test('numbers may be fractions, and both stores are one after the other', () => {
  expect(readOptions(['--store', 'both', '--minutes', '0.5', '--rate=40'], USAGE)).toEqual({
    ...{ stores: ['sqlite', 'postgres'], numbers: { minutes: 0.5, rate: 40 } },
  });
});

test.each([
  [['--store', 'mysql'], '--store must be sqlite, postgres or both, not "mysql"'],
  [['--store', 'toString'], '--store must be sqlite, postgres or both, not "toString"'],
  [['--minutes', 'long'], '--minutes must be a number above 0, not "long"'],
  [['--minutes', '0'], '--minutes must be a number above 0, not "0"'],
  [['--minutes=-1'], '--minutes must be a number above 0, not "-1"'],
  [['--minutes', ''], '--minutes must be a number above 0, not ""'],
  [['--rate', 'Infinity'], '--rate must be a number above 0, not "Infinity"'],
  [['--minuets', '3'], "Unknown option '--minuets'"],
  [['--minutes'], "Option '--minutes <value>' argument missing"],
  [['postgres'], "Unexpected argument 'postgres'"],
])('%j is refused in a sentence', (args, sentence) => {
  expect(() => readOptions(args, USAGE)).toThrow(new WrongUsage(sentence));
});

test('help is asked for', () => {
  expect(readOptions(['--help'], USAGE)).toBeNull();
});

test.each(['run', 'overload'])('the program soak/%s.ts ends with 2 and one line before it starts anything', (name) => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [`soak/${name}.ts`, ...args], { encoding: 'utf8', timeout: 20_000 });
  expect(run('--store', 'mysql')).toMatchObject({
    ...{ status: 2, stdout: '' },
    stderr: '--store must be sqlite, postgres or both, not "mysql"; --help shows what there is\n',
  });
  expect(run('--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--store') });
});
