import { expect, test } from 'vitest';
import { fakeConnection, sendCase, sendContext } from '../../test/support/send-case.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { Identifier } from '../domain/identity.ts';
import type { AttemptId, ProviderMessageId } from '../domain/ids.ts';
import type { SendResult } from '../domain/provider.ts';
import type { ClaimedSend } from '../store/work.ts';
import { stepAfterAttempt } from './send-steps.ts';

const active = fakeConnection({ id: 'con_1', doubt: 'echo' });

function after(failure: SendFailure, work: Partial<ClaimedSend> = {}) {
  return afterResult({ ok: false, failure }, work);
}

function afterResult(result: SendResult, work: Partial<ClaimedSend> = {}) {
  const context = sendContext([active]);
  const now = context.clock.now();
  const attempt = { id: 'att_1' as AttemptId, startedAt: now };
  const decided = stepAfterAttempt(sendCase({ now, active, work }), result, { attempt, durationMs: 5, context });
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

test('of what the provider tells of the recipient only news is learned: another identifier, or another spelling', () => {
  const held: Identifier = { kind: 'phone', value: '5215550001', matchKey: '5215550001' };
  const told = (...identifiers: Identifier[]) => {
    const receipt = { providerMessageId: 'wamid.1' as ProviderMessageId, identifiers };
    const { conversation } = sendCase({ now: 0, active }).work;
    return afterResult({ ok: true, receipt }, { conversation: { ...conversation, identifiers: [held] } }).step;
  };
  expect(told(held)).not.toHaveProperty('person');
  expect(told()).not.toHaveProperty('person');
  const spelled = { ...held, value: '525550001' };
  expect(told(spelled)).toMatchObject({ person: { identifiers: [spelled] } });
  const second: Identifier = { kind: 'user_id', value: 'MX.1', matchKey: 'MX.1' };
  expect(told(held, second)).toMatchObject({ person: { identifiers: [held, second] } });
});
