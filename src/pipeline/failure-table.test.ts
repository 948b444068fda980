import { expect, test } from 'vitest';
import type { FailureKind, SendFailure } from '../domain/failure.ts';
import { FAILURE_TABLE, retryDelayMs } from './failure-table.ts';

const throttled: SendFailure = { kind: 'throttled', message: 'too fast' };

test('item 47: what is throttled is tried again after 1, 4, 16 and 64 seconds, and every 64 from then on', () => {
  expect([0, 1, 2, 3, 4, 9].map((tries) => retryDelayMs(throttled, tries))).toEqual([
    1_000, 4_000, 16_000, 64_000, 64_000, 64_000,
  ]);
});

test('item 47: never before the provider wants it', () => {
  expect(retryDelayMs({ ...throttled, retryAfterMs: 90_000 }, 1)).toBe(90_000);
  expect(retryDelayMs({ ...throttled, retryAfterMs: 90 }, 1)).toBe(4_000);
});

test('item 47: only what was certainly not sent, for a reason that passes, is tried again', () => {
  const retried = (Object.keys(FAILURE_TABLE) as FailureKind[]).filter((kind) => FAILURE_TABLE[kind].next === 'retry');
  expect(retried.toSorted()).toEqual(['provider_unavailable', 'throttled']);
});
