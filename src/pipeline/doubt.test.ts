import { expect, test } from 'vitest';
import {
  fakeConnection,
  lastAttempt,
  type SendCaseOptions,
  sendCase,
  sendContext,
} from '../../test/support/send-case.ts';
import type { ProviderMessageId } from '../domain/ids.ts';
import { decideDoubt } from './doubt.ts';
import { doubtUntil } from './doubt-wait.ts';

const echo = fakeConnection({ id: 'con_echo', doubt: 'echo' });
const idempotent = fakeConnection({ id: 'con_idempotent', doubt: 'idempotent' });
const WAIT_MS = 15_000;

/** A message whose attempt on `asked` ended in doubt at `now`, decided after `afterMs`. */
async function decide(
  { asked = echo, active = asked, ...options }: Partial<SendCaseOptions> & { asked?: typeof echo },
  afterMs: number,
) {
  const context = sendContext([asked, active]);
  const now = context.clock.now();
  const work = { doubts: 1, doubtUntil: now + WAIT_MS, lastAttempt: lastAttempt(asked.connection.id, now) };
  await context.clock.advance(afterMs);
  const decision = await decideDoubt(
    sendCase({ now, active, ...options, work: { ...work, ...options.work } }),
    context,
  );
  return { decision, now, errors: context.errors };
}

test('waits for the echo, and sends once more when none came', async () => {
  const waiting = await decide({}, WAIT_MS - 1);
  expect(waiting.decision).toMatchObject({ step: { outcome: 'hold', waitsFor: 'echo', dueAt: waiting.now + WAIT_MS } });
  expect((await decide({}, WAIT_MS)).decision).toEqual({ next: 'resend' });
});

test('sends again at once where the provider knows the attempt', async () => {
  expect((await decide({ asked: idempotent }, 0)).decision).toEqual({ next: 'resend' });
});

test('where repeating is safe a message outlives any number of doubts, and is not parked', async () => {
  const again = await decide({ asked: idempotent, work: { doubts: 7 }, rules: { doubtPolicy: 'park' } }, 0);
  expect(again.decision).toEqual({ next: 'resend' });
  const expired = await decide({ asked: idempotent, work: { doubts: 7, expiresAt: 0 } }, 0);
  expect(expired.decision).toMatchObject({ step: { outcome: 'failed' } });
});

test('waits as the provider of the attempt needs it, when the channel has moved to another one', async () => {
  expect((await decide({ asked: echo, active: idempotent }, 0)).decision).toMatchObject({ step: { outcome: 'hold' } });
  expect((await decide({ asked: idempotent, active: echo }, 0)).decision).toMatchObject({ step: { outcome: 'hold' } });
});

/** A message in doubt for the `doubts`th time on a connection that repeats safely, decided for one that stands in, so long after its attempt. */
async function decideForStandIn(doubts: number, afterMs: number) {
  const context = sendContext([idempotent, echo]);
  const { clock } = context;
  const attempt = lastAttempt(idempotent.connection.id, clock.now());
  // The request timed out.
  await clock.advance(15_000);
  const before = sendCase({ now: clock.now(), active: idempotent, work: { doubts: doubts - 1 } });
  const until = doubtUntil(before, idempotent, clock.now());
  const work = { doubts, doubtUntil: until, lastAttempt: attempt };
  const after = sendCase({ now: clock.now(), active: idempotent, work });
  await clock.advance(afterMs);
  return decideDoubt({ ...after, connection: echo }, context);
}

test('leaves by another connection only when its time in doubt is over, counted from the end of the attempt', async () => {
  expect(await decideForStandIn(1, WAIT_MS - 1)).toMatchObject({ step: { outcome: 'hold', waitsFor: 'echo' } });
  expect(await decideForStandIn(1, WAIT_MS)).toEqual({ next: 'resend' });
});

test('repetitions that double nothing do not count as a second doubt when another connection takes over', async () => {
  expect(await decideForStandIn(2, WAIT_MS - 1)).toMatchObject({ step: { outcome: 'hold', waitsFor: 'echo' } });
  expect(await decideForStandIn(2, WAIT_MS)).toEqual({ next: 'resend' });
});

test('what was in doubt on a connection that stood in is given up at the second doubt, also where that repeats safely', async () => {
  const standIn = { ...idempotent, connection: { ...idempotent.connection, state: 'standby' as const } };
  const { decision } = await decide({ asked: standIn, active: echo, work: { doubts: 2 } }, WAIT_MS);
  expect(decision).toMatchObject({ step: { outcome: 'failed' } });
});

test('asks the provider of the attempt, and is settled by what it knows', async () => {
  const receipt = { providerMessageId: 'wamid.1' as ProviderMessageId };
  const starts: (number | undefined)[] = [];
  const asked = fakeConnection({
    id: 'con_lookup',
    doubt: 'lookup',
    lookup: async ({ startedAt }) => {
      starts.push(startedAt);
      return { outcome: 'sent', receipt };
    },
  });
  const { decision } = await decide({ asked, active: echo }, WAIT_MS);
  expect(starts).toEqual([expect.any(Number)]);
  expect(decision).toMatchObject({ step: { outcome: 'accepted', providerMessageId: 'wamid.1', attemptId: 'att_1' } });
});

test('asks also where an echo was awaited, as far as the provider can be asked', async () => {
  const receipt = { providerMessageId: 'SM1' as ProviderMessageId };
  const cases = [
    [{ outcome: 'sent', receipt }, { step: { outcome: 'accepted', providerMessageId: 'SM1' } }],
    [{ outcome: 'not_sent' }, { next: 'resend' }],
    [{ outcome: 'unknown' }, { next: 'resend' }],
  ] as const;
  for (const [found, expected] of cases) {
    const asked = fakeConnection({ id: 'con_both', doubt: 'echo', lookup: async () => found });
    expect((await decide({ asked }, WAIT_MS - 1)).decision).toMatchObject({ step: { outcome: 'hold' } });
    expect((await decide({ asked }, WAIT_MS)).decision).toMatchObject(expected);
  }
});

test('who can be asked is asked at the second doubt too, before the message is given up', async () => {
  const receipt = { providerMessageId: 'wamid.1' as ProviderMessageId };
  const asking = (outcome: 'sent' | 'unknown') =>
    fakeConnection({
      ...{ id: 'con_lookup', doubt: 'lookup' },
      lookup: async () => (outcome === 'sent' ? { outcome, receipt } : { outcome }),
    });
  const second = (outcome: 'sent' | 'unknown', afterMs: number) =>
    decide({ asked: asking(outcome), work: { doubts: 2 } }, afterMs);
  expect((await second('sent', WAIT_MS - 1)).decision).toMatchObject({ step: { outcome: 'hold' } });
  expect((await second('sent', WAIT_MS)).decision).toMatchObject({ step: { outcome: 'accepted' } });
  expect((await second('unknown', WAIT_MS)).decision).toMatchObject({ step: { outcome: 'failed' } });
});

test('what was certainly not sent goes again, also on a channel that parks', async () => {
  const asked = fakeConnection({ id: 'con_both', doubt: 'echo', lookup: async () => ({ outcome: 'not_sent' }) });
  expect((await decide({ asked, rules: { doubtPolicy: 'park' } }, WAIT_MS)).decision).toEqual({ next: 'resend' });
});

test('asks nobody else when the connection of the attempt is gone', async () => {
  const receipt = { providerMessageId: 'SM1' as ProviderMessageId };
  const active = fakeConnection({
    ...{ id: 'con_lookup', doubt: 'idempotent' },
    lookup: async () => ({ outcome: 'sent', receipt }),
  });
  const work = { lastAttempt: lastAttempt('con_gone', 0) };
  expect((await decide({ asked: active, work }, 0)).decision).toMatchObject({ step: { outcome: 'hold' } });
  expect((await decide({ asked: active, work }, WAIT_MS)).decision).toEqual({ next: 'resend' });
});

test('an adapter that fails to look up does not hold the conversation for ever', async () => {
  const asked = fakeConnection({ id: 'con_lookup', doubt: 'lookup', lookup: () => Promise.reject(new Error('bug')) });
  const { decision, errors } = await decide({ asked }, WAIT_MS);
  expect(decision).toEqual({ next: 'resend' });
  expect(errors).toEqual(['provider fake']);
});

test.each([
  ['the second doubt about a message', { work: { doubts: 2 } }, 0],
  ['a channel that parks', { rules: { doubtPolicy: 'park' } }, WAIT_MS],
  ['a message that expired', {}, 15 * 60_000],
] as const)('%s ends as a dead letter', async (_name, options, afterMs) => {
  const { decision } = await decide(options, afterMs);
  expect(decision).toMatchObject({
    step: { outcome: 'failed', failRest: false, attemptId: 'att_1', deadLetter: { reason: 'in_doubt' } },
  });
});

test('while webhooks are refused again and again it is not sent again, and given up when it expires', async () => {
  const { clock, ...rest } = sendContext([echo]);
  const context = { ...rest, clock, readySince: () => clock.now() };
  const now = clock.now();
  const lifetimeMs = 15 * 60_000;
  const work = { doubts: 1, doubtUntil: now + WAIT_MS, lastAttempt: lastAttempt(echo.connection.id, now) };
  const inDoubt = sendCase({ now, active: echo, work });
  await clock.advance(lifetimeMs - 1);
  expect(await decideDoubt(inDoubt, context)).toMatchObject({ step: { outcome: 'hold', dueAt: now + lifetimeMs } });
  await clock.advance(1);
  expect(await decideDoubt(inDoubt, context)).toMatchObject({ step: { outcome: 'failed' } });
});

test('is not sent again while the channel is disabled', async () => {
  const { decision } = await decide({ enabled: false }, WAIT_MS);
  expect(decision).toMatchObject({ step: { outcome: 'hold', waitsFor: 'disabled' } });
});
