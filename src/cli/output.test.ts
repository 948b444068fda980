import { afterEach, expect, test } from 'vitest';
import { counted, facts, parsePairs, plain, shorten, table } from './output.ts';

const terminal = process.stdout.columns;
afterEach(() => {
  process.stdout.columns = terminal;
});

const COLUMNS = [
  { head: 'ID', cell: ({ id }: { id: string; name: string }) => id },
  { head: 'NAME', cell: ({ name }: { id: string; name: string }) => name, isFlexible: true },
] as const;

test('columns stand below one another in any script', () => {
  const rows = table(COLUMNS, [
    { id: '東京', name: 'a' },
    { id: 'x👍🏽', name: 'b' },
  ]).split('\n');
  expect(rows).toEqual(['ID    NAME', '東京  a', 'x👍🏽   b']);
});

test('names are cut to the terminal, ids never', () => {
  process.stdout.columns = 40;
  const item = { id: 'msg_01a1fc8e1edb700080f4', name: 'A name that is longer than there is room' };
  const [, row = ''] = table(COLUMNS, [item]).split('\n');
  expect(row).toHaveLength(40);
  expect(row).toMatch(/^msg_01a1fc8e1edb700080f4 {2}A name that i…$/);
});

test('a stranger’s text cannot steer the terminal', () => {
  expect(plain('\u001b[2Jred\u009b31m\u202e\n\tend')).toBe('[2Jred31m\n\tend');
  expect(shorten('two\nlines\u0007')).toBe('two lines');
});

test('what has no value is left out of facts, and lines stand below their name', () => {
  expect(
    facts([
      ['A', 'one\ntwo'],
      ['Longer', null],
      ['Bcd', 3],
    ]),
  ).toBe('A    one\n     two\nBcd  3');
});

test('a pair without a name is refused', () => {
  expect(parsePairs(['a=b=c', 'd='])).toEqual({ a: 'b=c', d: '' });
  expect(() => parsePairs(['=x'])).toThrow('"=x" must be written name=value');
});

test('one thing is counted without the s of the plural', () => {
  expect([0, 1, 2].map((number) => counted(number, 'file'))).toEqual(['0 files', '1 file', '2 files']);
});
