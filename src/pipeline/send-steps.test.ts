import { expect, test } from 'vitest';
import { fakeConnection, sendCase, sendContext } from '../../test/support/send-case.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { ClaimedSend } from '../store/work.ts';
import { stepAfterAttempt } from './send-steps.ts';

const active = fakeConnection({ id: 'con_1', doubt: 'echo' });

function after(failure: SendFailure, work: Partial<ClaimedSend> = {}) {
  const context = sendContext([active]);
  const now = context.clock.now();
  const attempt = { id: 'att_1' as AttemptId, startedAt: now };
  const decided = stepAfterAttempt(
    sendCase({ now, active, work }),
    { ok: false, failure },
    { attempt, durationMs: 5, context },
  );
  return { now, ...decided };
}

test('a failure that stops the connection burns no try and fails nothing', () => {
  const failure = { kind: 'channel_misconfigured', message: 'the token has expired', stops: 'credentials' } as const;
  const { step, connection, now } = after(failure);
  expect(step).toMatchObject({ outcome: 'retry', burn: false, dueAt: now + 1_000, attemptId: 'att_1' });
  expect(connection).toBe('up');
});

test('the same failure of one number alone is final', () => {
  const failure = { kind: 'channel_misconfigured', message: 'the number is not registered' } as const;
  expect(after(failure).step).toMatchObject({ outcome: 'failed', failRest: true });
});

test.each([
  [true, false],
  [false, true],
])('refused because the person opted out: marketing %s, later messages fail with it %s', (marketing, failRest) => {
  const failure = { kind: 'recipient_opted_out', message: 'the person stopped marketing' } as const;
  expect(after(failure, { marketing }).step).toMatchObject({ outcome: 'failed', failRest });
});
