import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { createReadiness } from './readiness.ts';

test('counts from its start while its heart beats', async () => {
  const clock = manualClock(0);
  const readiness = createReadiness(clock);
  readiness.start();
  await clock.advance(60_000);
  expect(readiness.since()).toBe(0);
  readiness.stop();
  expect(clock.pending()).toBe(0);
});

test('counts anew after the process was frozen', () => {
  let now = 0;
  const readiness = createReadiness({ now: () => now, setTimer: () => () => {} });
  readiness.start();
  now = 20_000;
  expect(readiness.since()).toBe(20_000);
  now = 21_000;
  expect(readiness.since()).toBe(20_000);
});

test('counts anew after a webhook that was not taken', () => {
  let now = 0;
  const readiness = createReadiness({ now: () => now, setTimer: () => () => {} });
  readiness.start();
  now = 2_000;
  readiness.missed();
  now = 3_000;
  expect(readiness.since()).toBe(2_000);
});

test('a clock that is turned was not frozen', () => {
  let now = 0;
  const readiness = createReadiness({ now: () => now, machineNow: () => 0, setTimer: () => () => {} });
  readiness.start();
  now = 86_400_000;
  expect(readiness.since()).toBe(0);
});
