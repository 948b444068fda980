import { expect, test } from 'vitest';
import { randomIds } from './ids.ts';

test('ids are unique and sort by when they were made', () => {
  const ids = randomIds();
  const made = Array.from({ length: 5_000 }, () => ids.next('msg'));
  expect(new Set(made).size).toBe(made.length);
  expect(made.toSorted()).toEqual(made);
});

test('two makers do not meet', () => {
  const [one, other] = [randomIds(), randomIds()];
  const made = Array.from({ length: 1_000 }, () => [one.next('x'), other.next('x')]).flat();
  expect(new Set(made).size).toBe(made.length);
});
