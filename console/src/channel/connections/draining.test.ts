import { expect, it } from 'vitest';
import type { Connection } from '../../api/types.ts';
import { drainsUntil } from './draining.ts';

/** As much of a connection as is looked at. */
const connection = (state: Connection['state'], day: number) =>
  ({ state, createdAt: `2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z` }) as Connection;

it('a replaced connection is listened to for eight days after the next one was added', () => {
  const [first, second, third] = [connection('draining', 1), connection('draining', 5), connection('active', 9)];
  const all = [first, second, third];
  expect(drainsUntil(first, all)).toBe(Date.parse('2026-03-13T12:00:00.000Z'));
  expect(drainsUntil(second, all)).toBe(Date.parse('2026-03-17T12:00:00.000Z'));
});

it('a connection that sends or stands by does not end', () => {
  const all = [connection('active', 1), connection('standby', 5)];
  expect(all.map((one) => drainsUntil(one, all))).toEqual([null, null]);
});
