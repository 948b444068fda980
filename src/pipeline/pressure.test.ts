import { beforeEach, describe, expect, it } from 'vitest';
import { type ManualClock, manualClock } from '../../test/support/manual-clock.ts';
import { createPressure, type Door, Overloaded, type Pressure } from './pressure.ts';

const LIMITS = { requests: 4, bytes: 1_000, stalledMs: 5_000, waitMs: 10_000 };

let clock: ManualClock;
let pressure: Pressure;
let refusals: string[];

beforeEach(() => {
  clock = manualClock();
  refusals = [];
  pressure = createPressure({
    clock,
    limits: LIMITS,
    refused: (door, reason) => refusals.push(`${door}: ${reason}`),
  });
});

/** A request whose step becomes durable, or fails, when the test says so. */
function begin({ door = 'webhook', bytes = 10 }: { door?: Door; bytes?: number } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const begun: string[] = [];
  const answer = pressure.run({ door, bytes }, () => {
    begun.push('begun');
    return promise;
  });
  // Awaited later, or not at all.
  answer.catch(() => {});
  return { answer, begun, commit: () => resolve('durable'), fail: () => reject(new Error('disk full')) };
}

describe('what waits for the store', () => {
  it('is never more than so many requests: the next is refused without being begun', async () => {
    const taken = [begin(), begin(), begin(), begin()];
    const surplus = begin();
    await expect(surplus.answer).rejects.toThrow(Overloaded);
    expect(surplus.begun).toEqual([]);
    expect(refusals).toEqual(['webhook: requests']);
    taken[0]?.commit();
    expect(await taken[0]?.answer).toBe('durable');
    expect(begin().begun).toEqual(['begun']);
    expect(pressure.inHand()).toEqual({ requests: 4, bytes: 40 });
  });

  it('is never more than so many bytes', async () => {
    const large = begin({ bytes: 995 });
    await expect(begin({ bytes: 6 }).answer).rejects.toThrow(Overloaded);
    expect(begin({ bytes: 5 }).begun).toEqual(['begun']);
    expect(() => pressure.reserve('webhook', 1)).toThrow(Overloaded);
    large.commit();
    await large.answer;
    expect(pressure.inHand()).toEqual({ requests: 1, bytes: 5 });
    expect(refusals).toEqual(['webhook: bytes', 'webhook: bytes']);
  });

  it('leaves room for webhooks when programs send too much', async () => {
    begin({ door: 'api' });
    begin({ door: 'api' });
    await expect(begin({ door: 'api' }).answer).rejects.toThrow(Overloaded);
    expect(() => pressure.reserve('api', 490)).toThrow(Overloaded);
    expect(begin().begun).toEqual(['begun']);
    expect(refusals).toEqual(['api: requests', 'api: requests']);
  });

  it('makes room again when a step fails, and the caller hears why', async () => {
    const failing = begin();
    failing.fail();
    await expect(failing.answer).rejects.toThrow('disk full');
    expect(pressure.inHand()).toEqual({ requests: 0, bytes: 0 });
  });
});

describe('a body that is still arriving', () => {
  it('has its room until it is given back, and gives it back once', () => {
    const giveBack = pressure.reserve('webhook', 900);
    expect(() => pressure.reserve('webhook', 101)).toThrow(Overloaded);
    giveBack();
    giveBack();
    expect(pressure.inHand().bytes).toBe(0);
    pressure.reserve('webhook', 1_000);
  });
});

describe('a store that hangs', () => {
  it('is noticed by its oldest request: nothing more is taken until that is settled', async () => {
    const oldest = begin();
    await clock.advance(3_000);
    begin();
    await clock.advance(1_999);
    expect(() => pressure.check('webhook')).not.toThrow();
    await clock.advance(1);
    expect(() => pressure.check('webhook')).toThrow(Overloaded);
    await expect(begin().answer).rejects.toThrow(Overloaded);
    expect(refusals).toEqual(['webhook: stalled', 'webhook: stalled']);
    oldest.commit();
    await oldest.answer;
    expect(() => pressure.check('webhook')).not.toThrow();
  });

  it('is not what a program tells of that waits for what it reads: webhooks are taken, programs are not', async () => {
    begin({ door: 'api' });
    await clock.advance(5_000);
    expect(() => pressure.check('api')).toThrow(Overloaded);
    expect(begin().begun).toEqual(['begun']);
    await clock.advance(5_000);
    expect(() => pressure.check('webhook')).toThrow(Overloaded);
    expect(refusals).toEqual(['api: stalled', 'api: waited', 'webhook: stalled']);
  });

  it('lets nobody wait for ever, while what they brought stays counted until it is settled', async () => {
    const first = begin();
    await clock.advance(4_000);
    const second = begin();
    await clock.advance(6_000);
    await expect(first.answer).rejects.toThrow(Overloaded);
    expect(refusals).toEqual(['webhook: waited']);
    expect(pressure.inHand()).toEqual({ requests: 2, bytes: 20 });
    await clock.advance(4_000);
    await expect(second.answer).rejects.toThrow(Overloaded);
    first.commit();
    second.fail();
    await clock.advance(0);
    expect(pressure.inHand()).toEqual({ requests: 0, bytes: 0 });
    expect(refusals).toEqual(['webhook: waited', 'webhook: waited']);
  });

  it('leaves no timer behind once nobody waits', async () => {
    const one = begin();
    expect(clock.pending()).toBe(1);
    one.commit();
    await clock.advance(1_000);
    expect(clock.pending()).toBe(0);
  });
});
