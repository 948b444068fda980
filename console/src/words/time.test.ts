import { describe, expect, it } from 'vitest';
import { formatAgo, formatDay, formatDuration, formatHours, formatWeekTime } from './time.ts';

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [4.25, '4.3 ms'],
    [41.3, '41 ms'],
    [1_250, '1.3 sec'],
    [42_000, '42 sec'],
    [90_000, '1.5 min'],
    [5_400_000, '1.5 hr'],
    [129_600_000, '1.5 days'],
  ])('of %d ms is said as %s', (ms, words) => expect(formatDuration(ms, 'en')).toBe(words));

  it('is never negative, whatever two clocks say', () => expect(formatDuration(-3, 'en')).toBe('0 ms'));

  it('is said in the language of the reader', () => expect(formatDuration(1_250, 'de')).toBe('1,3 Sek.'));
});

describe('how long ago', () => {
  const now = Date.UTC(2026, 5, 15, 12);
  it.each([
    [2_000, 'now'],
    [-60_000, 'now'],
    [45_000, '45 sec. ago'],
    [600_000, '10 min. ago'],
    [3 * 3_600_000, '3 hr. ago'],
    [26 * 3_600_000, 'yesterday'],
    [9 * 86_400_000, 'Jun 6, 2026'],
  ])('%d ms is said as %s', (passed, words) => expect(formatAgo(now - passed, now, 'en')).toBe(words));
});

it('a longer time is said to the minute', () => {
  const minute = 60_000;
  const said = [0, 1, 60, 61, 25 * 60].map((minutes) => formatHours(minutes * minute, 'en'));
  expect(said).toEqual(['0 min', '1 min', '1 hr', '1 hr, 1 min', '25 hr']);
  expect(formatHours(90 * minute, 'de')).toBe('1 Std., 30 Min.');
});

it('a day and a time of the week are said as the reader says them', () => {
  const at = new Date(2026, 5, 1, 14, 5).getTime();
  expect(formatDay(at, 'en-GB')).toBe('Monday 1 June');
  expect(formatDay(at, 'de')).toBe('Montag, 1. Juni');
  expect(formatWeekTime(at, 'en-GB')).toContain('14:05');
});
