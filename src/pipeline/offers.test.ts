import { expect, test } from 'vitest';
import { createBacklog } from './offers.ts';

const roomFor =
  (room: Readonly<Record<string, number>>) =>
  (slot: string): number =>
    room[slot] ?? 0;

test('nothing waits at first, and afterwards what was told to', () => {
  const backlog = createBacklog<string>();
  expect(backlog.has('a')).toBe(false);
  backlog.add('a');
  backlog.add('a');
  expect([backlog.has('a'), backlog.has('b')]).toEqual([true, false]);
});

test('a slot of which a claim took less than there was room for has nothing waiting', () => {
  const backlog = createBacklog<string>();
  for (const slot of ['less', 'none', 'all']) backlog.add(slot);
  backlog.claimed(['less', 'all', 'all'], roomFor({ less: 2, none: 1, all: 2 }));
  expect(['less', 'none', 'all'].filter(backlog.has)).toEqual(['all']);
});

test('a slot without room tells nothing of what waits there', () => {
  const backlog = createBacklog<string>();
  backlog.add('full');
  backlog.claimed([], roomFor({ full: 0 }));
  expect(backlog.has('full')).toBe(true);
  backlog.claimed([], roomFor({ full: 1 }));
  expect(backlog.has('full')).toBe(false);
});

test('of a slot that a claim filled more may wait', () => {
  const backlog = createBacklog<string>();
  backlog.claimed(['filled', 'filled', 'spare'], roomFor({ filled: 2, spare: 2 }));
  expect([backlog.has('filled'), backlog.has('spare')]).toEqual([true, false]);
});

test('what a claim took of others changes nothing for a slot', () => {
  const backlog = createBacklog<string>();
  backlog.add('a');
  backlog.claimed(['b', 'b', 'b'], roomFor({ a: 0, b: 64 }));
  expect([backlog.has('a'), backlog.has('b')]).toEqual([true, false]);
});
