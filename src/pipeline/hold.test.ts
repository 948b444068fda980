import { expect, test } from 'vitest';
import {
  fakeConnection,
  lastAttempt,
  type SendCaseOptions,
  sendCase,
  sendContext,
} from '../../test/support/send-case.ts';
import { decideHold } from './hold.ts';

const active = fakeConnection({ id: 'con_1', doubt: 'echo' });
const template = { type: 'template', name: 'hello', language: 'en' } as const;
const HOUR_MS = 3_600_000;

async function decide(options: Omit<SendCaseOptions, 'now' | 'active'>, afterMs = 0) {
  const context = sendContext([active]);
  const now = context.clock.now();
  await context.clock.advance(afterMs);
  return { step: decideHold(sendCase({ now, active, ...options }), context), now };
}

test.each([
  ['reject', { outcome: 'failed', failRest: false, failure: { kind: 'window_closed' } }],
  ['hold', { outcome: 'hold', waitsFor: 'window' }],
  ['template', { outcome: 'replace', content: template, freeForm: false }],
] as const)('a closed window with policy %s', async (windowPolicy, expected) => {
  const rules = { windowPolicy, windowTemplate: template };
  expect((await decide({ rules, work: { hold: 'window_closed' } })).step).toMatchObject(expected);
});

test('item 42: what is refused outside the window has the code that the provider would give', async () => {
  const own = fakeConnection({ id: 'con_1', doubt: 'echo', refusalCodes: { windowClosed: '131047' } });
  const context = sendContext([own]);
  const refused = sendCase({ now: context.clock.now(), active: own, work: { hold: 'window_closed' } });
  expect(decideHold(refused, context)).toMatchObject({ failure: { kind: 'window_closed', code: '131047' } });
});

test('a disabled channel is looked at every minute, and what waits has its time once it is enabled', async () => {
  const { step, now } = await decide({ work: { hold: 'channel_disabled' } });
  expect(step).toMatchObject({
    outcome: 'hold',
    waitsFor: 'disabled',
    dueAt: now + 60_000,
    expiresAt: now + 16 * 60_000,
  });
});

test('a channel that stays disabled for a day fails what waits', async () => {
  const { step } = await decide({ work: { hold: 'channel_disabled' } }, 24 * HOUR_MS);
  expect(step).toMatchObject({ outcome: 'failed', failure: { code: 'channel_disabled' } });
});

const expired = { reason: 'credentials', message: 'the token has expired', code: '190', at: 0, until: null } as const;

function stoppedUntil(until: number | null) {
  const connection = { ...active.connection, stopped: { ...expired, until } };
  return { ...active, connection };
}

test.each([
  ['is looked at every minute', null, 60_000],
  ['is looked at when the stop ends', 20_000, 20_000],
])('a stopped connection %s', async (_when, endsAfterMs, dueAfterMs) => {
  const context = sendContext([active]);
  const now = context.clock.now();
  const stopped = stoppedUntil(endsAfterMs === null ? null : now + endsAfterMs);
  const work = { hold: 'connection_stopped' } as const;
  expect(decideHold(sendCase({ now, active: stopped, work }), context)).toMatchObject({
    ...{ outcome: 'hold', waitsFor: 'stopped', dueAt: now + dueAfterMs, attemptId: null },
  });
});

test.each([
  ['an answer for 15 minutes', 15 * 60_000],
  ['nothing for more than a day', 30 * 24 * HOUR_MS],
])('for a stopped connection waits %s, then it fails with the reason', async (_what, lifetimeMs) => {
  const context = sendContext([active]);
  const now = context.clock.now();
  const waitMs = Math.min(lifetimeMs, 24 * HOUR_MS);
  const work = { hold: 'connection_stopped', createdAt: now, expiresAt: now + lifetimeMs } as const;
  const decideNow = () => decideHold(sendCase({ now, active: stoppedUntil(null), work }), context);
  await context.clock.advance(waitMs - 1);
  expect(decideNow()).toMatchObject({ outcome: 'hold' });
  await context.clock.advance(1);
  const failure = { kind: 'channel_misconfigured', message: expired.message, code: '190' };
  expect(decideNow()).toMatchObject({ outcome: 'failed', failure });
});

test('marketing for who wants none fails, and what waits behind it goes', async () => {
  const { step } = await decide({ work: { hold: 'opted_out', marketing: true } });
  expect(step).toMatchObject({
    ...{ outcome: 'failed', failRest: false, attemptId: null },
    failure: { kind: 'recipient_opted_out' },
  });
});

test('an attempt that the process did not survive is in doubt from when another one takes over', async () => {
  const startedAt = 1_800_000_000_000;
  const work = { hold: 'left_sending', lastAttempt: lastAttempt('con_1', startedAt) } as const;
  const { step } = await decide({ work }, 60_000);
  expect(step).toMatchObject({
    ...{ outcome: 'in_doubt', attemptId: 'att_1', until: startedAt + 60_000 + 15_000 },
    trace: [{ step: 'attempt_in_doubt', attemptId: 'att_1' }],
  });
});
