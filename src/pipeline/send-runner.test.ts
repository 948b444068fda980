import { expect, test } from 'vitest';
import { WIRE } from '../../test/simulation/wire.ts';
import { settle } from '../../test/support/manual-clock.ts';
import { sendCase, sendContext } from '../../test/support/send-case.ts';
import type { AttemptId, ConnectionId, ProviderMessageId, SenderId } from '../domain/ids.ts';
import type { SendResult } from '../domain/provider.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { Claimed, ClaimedSend, SendClaimRequest, SendStep, TurnStep } from '../store/work.ts';
import { createBudgets } from './budget.ts';
import type { PipelineContext } from './parts.ts';
import { createSendRunner } from './send-runner.ts';

const CONNECTION = 'con_1' as ConnectionId;
const SENDER = 'snd_1' as SenderId;
/** A quarter of it may go at once. */
const PER_SECOND = 8;
const BURST = 2;
const SENT: SendResult = { ok: true, receipt: { providerMessageId: 'p1' as ProviderMessageId } };
const DOWN: SendResult = { ok: false, failure: { kind: 'provider_unavailable', message: 'away' } };
const DONE = { outcome: 'done', drafts: [{}] } as unknown as TurnStep; // No more of it is asked for.

interface Script {
  perSecond?: number;
  enabled?: boolean;
  stopped?: { until: number | null };
  isConnected?: boolean;
  results?: SendResult[];
  /** What claims bring; the rest bring nothing. */
  claims?: (Partial<Claimed<ClaimedSend>> | Promise<Partial<Claimed<ClaimedSend>>>)[];
}

function setUp({ perSecond = PER_SECOND, enabled = true, isConnected = true, ...script }: Script = {}) {
  const { results = [], claims = [], stopped } = script;
  const pacing = { ...WIRE.capabilities.pacing, perSecond, pairBurst: null };
  const entry = {
    connection: { id: CONNECTION, createdAt: 0, state: 'active', settings: {}, stopped },
    definition: { id: 'fake', senderFields: [], capabilities: { ...WIRE.capabilities, pacing } },
    provider: { send: async () => results.shift() ?? SENT },
  } as unknown as ConnectionEntry; // No more of it is asked for.
  const fakes = sendContext([entry]);
  const { clock } = fakes;
  const caseOf = (id: string) => {
    const attempt = { id: id as AttemptId, number: 1, startedAt: clock.now(), connectionId: CONNECTION };
    return sendCase({ now: clock.now(), active: entry, enabled, work: { attempt, freeForm: false } });
  };
  const active = isConnected ? entry : null;
  const channel = { ...caseOf('none').channel, active, connections: isConnected ? [entry] : [] };
  const channels = [channel];
  const requests: SendClaimRequest[] = [];
  const committed: SendStep[] = [];
  const budgets = createBudgets(() => clock.now(), null);
  const context = {
    ...fakes,
    ...{ budgets, standIns: { of: () => null }, isStopped: () => false },
    directory: { channels: () => channels, channel: () => channel },
    observer: { ...fakes.observer, stage() {}, changed() {} },
    store: {
      async claimSends(request: SendClaimRequest) {
        requests.push(request);
        return { work: [], nextDueAt: null, more: false, now: clock.now(), ...(await claims.shift()) };
      },
      async commitSend(step: SendStep) {
        committed.push(step);
        return 'ok';
      },
      renew: async () => [],
      onWork: () => () => {},
    },
  };
  const runner = createSendRunner(context as unknown as PipelineContext); // It uses no more of it.
  const left = () => budgets.available(SENDER, perSecond);
  const offer = () => runner.offer(DONE, SENDER);
  return { clock, runner, offer, left, requests, committed, workOf: (id: string) => caseOf(id).work, fakes };
}

async function started(script: Script = {}) {
  const bench = setUp(script);
  bench.runner.start();
  await settle();
  return bench;
}

/** This many replies are begun and tried. */
async function send({ offer, workOf, clock }: ReturnType<typeof setUp>, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const given = offer();
    if (given === null) throw new Error('no offer');
    given.take(workOf(`att_${one}`));
    given.end();
    await settle();
    await clock.advance(1_000 / PER_SECOND);
  }
}

test('offers room for the first reply of a turn, with what an attempt needs', async () => {
  const { offer } = await started();
  expect(offer()?.terms).toEqual({
    leaseMs: 30_000,
    connections: { [SENDER]: CONNECTION },
    pair: {},
    attemptIds: [expect.stringMatching(/^att_/)],
  });
});

test('no two offers name the same attempt', async () => {
  const { offer } = await started();
  const ids = [offer(), offer()].flatMap((given) => given?.terms.attemptIds);
  expect(new Set(ids).size).toBe(2);
});

test('offers nothing for steps that queue nothing', async () => {
  const { runner } = await started();
  const steps = [{ outcome: 'done', drafts: [] }, { outcome: 'retry' }, { outcome: 'deferred' }];
  expect(steps.map((step) => runner.offer(step as unknown as TurnStep, SENDER))).toEqual([null, null, null]);
});

test('offers nothing before it starts and after it was told to stop', async () => {
  expect(setUp().offer()).toBeNull();
  const { runner, offer } = await started();
  const stopping = runner.stop();
  expect(offer()).toBeNull();
  await stopping;
});

test('what is begun is sent and committed, and its budget is spent once', async () => {
  const { offer, left, workOf, committed } = await started();
  const given = offer();
  expect(left()).toBe(BURST - 1);
  given?.take(workOf('att_9'));
  given?.end();
  await settle();
  expect(committed).toMatchObject([{ outcome: 'accepted', attemptId: 'att_9' }]);
  expect(left()).toBe(BURST - 1);
});

test('the budget of an offer of which nothing came is given back', async () => {
  const { offer, left } = await started();
  const given = offer();
  given?.end();
  expect(left()).toBe(BURST);
});

test('offers no more than the budget has, and nothing afterwards until a claim found room to spare', async () => {
  const { offer, clock, requests } = await started({ claims: [{}, { more: true }] });
  const given = [offer(), offer()];
  expect(given).not.toContain(null);
  expect(offer()).toBeNull();
  for (const one of given) one?.end();
  // There is budget again, but the reply that found none waits for its claim.
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(requests).toHaveLength(2);
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(requests.length).toBeGreaterThan(2);
  expect(offer()).not.toBeNull();
});

test('offers nothing while the claim under way may take the last tokens', async () => {
  const claim = Promise.withResolvers<Partial<Claimed<ClaimedSend>>>();
  const { offer } = await started({ claims: [claim.promise] });
  expect(offer()).toBeNull();
  claim.resolve({});
  await settle();
  expect(offer()).not.toBeNull();
});

test('offers what the claim under way cannot take', async () => {
  const claim = Promise.withResolvers<Partial<Claimed<ClaimedSend>>>();
  // Burst 130; a claim takes 128 of one sender at most.
  const { offer, requests } = await started({ perSecond: 520, claims: [claim.promise] });
  expect(requests[0]?.slots[SENDER]).toBe(128);
  expect([offer(), offer()]).not.toContain(null);
  expect(offer()).toBeNull();
  claim.resolve({});
  await settle();
});

test('a claim that fails takes nothing', async () => {
  const { offer, fakes } = await started({ claims: [Promise.reject(new Error('the store is away'))] });
  expect(fakes.errors).toEqual(['send runner']);
  expect(offer()).not.toBeNull();
});

test('offers nothing while the connection is down, nor for its probe', async () => {
  const claims: NonNullable<Script['claims']> = [];
  const bench = await started({ results: Array.from({ length: 5 }, () => DOWN), claims });
  const { offer, clock, requests, workOf, committed } = bench;
  await send(bench, 5);
  expect(offer()).toBeNull();
  claims.push({}, {}, {}, {});
  await clock.advance(4_000);
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(requests.at(-1)?.slots[SENDER]).toBe(1);
  expect(offer()).toBeNull();
  claims.splice(0, claims.length, { work: [workOf('att_probe')] });
  await clock.advance(1_000);
  expect(committed.at(-1)).toMatchObject({ outcome: 'accepted', attemptId: 'att_probe' });
  // More may wait since it went down.
  expect(offer()).toBeNull();
  await clock.advance(1_000);
  expect(offer()).not.toBeNull();
});

test('offers nothing of a channel that is disabled or without a connection, nor over a stopped one', async () => {
  const scripts: Script[] = [{ enabled: false }, { isConnected: false }, { stopped: { until: null } }];
  for (const script of scripts) expect((await started(script)).offer()).toBeNull();
  const { runner, offer } = await started();
  expect(runner.offer(DONE, 'snd_unknown' as SenderId)).toBeNull();
  expect(offer()).not.toBeNull();
});
