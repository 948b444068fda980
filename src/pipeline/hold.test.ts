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

test('an attempt that the process did not survive is in doubt', async () => {
  const startedAt = 1_800_000_000_000;
  const work = { hold: 'left_sending', lastAttempt: lastAttempt('con_1', startedAt) } as const;
  const { step } = await decide({ work }, 60_000);
  expect(step).toMatchObject({ outcome: 'in_doubt', attemptId: 'att_1', until: startedAt + 15_000 });
});
