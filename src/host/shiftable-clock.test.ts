import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shiftableClock } from './shiftable-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('runs with the machine until it is turned', () => {
  const clock = shiftableClock();
  const before = clock.now();
  clock.shift(86_400_000);
  expect(clock.now() - before).toBe(86_400_000);
});

test('fires timers that became due by the shift, and no others', async () => {
  const clock = shiftableClock();
  const fired: string[] = [];
  clock.setTimer(3_600_000, () => fired.push('hour'));
  clock.setTimer(90_000_000, () => fired.push('later'));
  clock.shift(86_400_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(fired).toEqual(['hour']);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(fired).toEqual(['hour', 'later']);
});

test('a cancelled timer stays silent', async () => {
  const clock = shiftableClock();
  const cancel = clock.setTimer(1_000, () => {
    throw new Error('fired');
  });
  cancel();
  clock.shift(10_000);
  await vi.advanceTimersByTimeAsync(60_000);
});

test('does not turn back', () => {
  expect(() => shiftableClock().shift(-1)).toThrow('forward');
});
