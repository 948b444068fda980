import { describe, expect, it } from 'vitest';
import { PROFILES } from './profile.ts';
import { expectKept, PROFILE_NAMES, PROFILE_TIMEOUT_MS } from './run-schedules.ts';
import { simulate } from './simulate.ts';
import { openModel } from './subject.ts';

const SCHEDULES = 300;

describe('the pipeline on the model of the store', () => {
  it.each(PROFILE_NAMES)('answers everybody once, in order and alone: %s', { timeout: PROFILE_TIMEOUT_MS }, (name) =>
    expectKept(name, { count: SCHEDULES, open: openModel }),
  );
});

describe('a provider that goes away', () => {
  it('is replaced by the connection that stands by, and sends again afterwards', async () => {
    const lines = new Set<string>();
    for (let seed = 1; seed <= 10; seed += 1) {
      const { record } = await simulate({ profile: PROFILES.failover, seed, open: openModel });
      const sent = record.accepted.map(({ line }) => line);
      if (sent.includes('standby')) lines.add('replaced');
      if (sent.lastIndexOf('active') > sent.lastIndexOf('standby') && sent.includes('standby')) lines.add('returned');
    }
    expect([...lines].toSorted()).toEqual(['replaced', 'returned']);
  });
});

describe('a schedule', () => {
  it('is the same whenever its seed is', async () => {
    const run = () => simulate({ profile: PROFILES.everything, seed: 7, open: openModel });
    const [first, second] = [await run(), await run()];
    expect(second.history).toEqual(first.history);
    expect(second.record).toEqual(first.record);
  });
});
