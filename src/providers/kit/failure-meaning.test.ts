import { expect, test } from 'vitest';
import { describeFailure, meaningOfStatus, withRetryAfter } from './failure-meaning.ts';

const own = {
  noAccess: { kind: 'channel_misconfigured', advice: 'Check the key.', stops: 'credentials' },
  address: 'Check the address.',
} as const;

test.each([
  [302, 'channel_misconfigured', 'The API address redirects; enter the final one.'],
  [400, 'rejected', undefined],
  [401, 'channel_misconfigured', 'Check the key.'],
  [403, 'channel_misconfigured', 'Check the key.'],
  [404, 'channel_misconfigured', 'Check the address.'],
  [408, 'outcome_unknown', undefined],
  [429, 'throttled', undefined],
  [503, 'outcome_unknown', undefined],
])('HTTP %d alone means %s', (status, kind, advice) => {
  const meaning = meaningOfStatus(status, own);
  expect(meaning.kind).toBe(kind);
  expect(meaning.advice).toBe(advice);
});

test('a failure says what the provider said, its code, and what can be done', () => {
  const failure = describeFailure('Acme', { code: '17', text: 'Bad key.' }, own.noAccess);
  expect(failure).toEqual({
    kind: 'channel_misconfigured',
    message: 'Bad key (Acme code 17). Check the key.',
    code: '17',
    stops: 'credentials',
  });
});

test('a failure without words still says who refused', () => {
  expect(describeFailure('Acme', {}, { kind: 'throttled', scope: 'recipient' })).toEqual({
    kind: 'throttled',
    message: 'Acme gave no reason.',
    scope: 'recipient',
  });
});

test('how long the provider asks to wait goes along, and is absent where it asks for nothing', () => {
  const failure = { kind: 'throttled', message: 'Slow down.' } as const;
  expect(withRetryAfter(failure, { header: () => '7' }, 0)).toEqual({ ...failure, retryAfterMs: 7_000 });
  expect(withRetryAfter(failure, { header: () => null }, 0)).toEqual(failure);
});
