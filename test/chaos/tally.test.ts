import { expect, test } from 'vitest';
import { addTallies, faultsIn, NOTHING, renderTable, tallyOf } from '../../chaos/tally.ts';

test('every kind of fault counts, and so does a round that did not end', () => {
  for (const kind of ['lost', 'doubled', 'disordered', 'misdelivered'] as const) {
    expect(faultsIn(tallyOf(kind, null))).toBe(1);
  }
  expect(faultsIn({ ...NOTHING, unfinished: 1 })).toBe(1);
  expect(faultsIn({ ...NOTHING, written: 9, acknowledged: 8, answered: 7, rounds: 6 })).toBe(0);
});

test('an exception is counted apart, under its reason', () => {
  const sum = addTallies([tallyOf('lost', 'in doubt twice'), tallyOf('lost', null), tallyOf('lost', 'in doubt twice')]);
  expect(sum).toEqual({ ...NOTHING, lost: 1, excused: { 'in doubt twice': 2 } });
});

test('the table shows every column for every store', () => {
  const tally = { ...NOTHING, rounds: 2, written: 600, excused: { 'in doubt twice': 3 } };
  const lines = renderTable([{ store: 'SQLite', tally }]).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('unfinished | excused');
  expect(lines[2]?.split('|').map((cell) => cell.trim())).toEqual([
    '',
    'SQLite',
    '2',
    '600',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '3 in doubt twice',
    '',
  ]);
});
