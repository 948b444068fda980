/**
 * The pipeline under thousands of schedules, each a different order of the same troubles. A failure names its seed:
 * `SIM_SEED=<seed> npx vitest run test/simulation/simulation.test.ts -t <profile>` runs that schedule alone and tells its last steps.
 */
import { describe, expect, it } from 'vitest';
import type { ProfileName } from './profile.ts';
import { PROFILES } from './profile.ts';
import { simulate } from './simulate.ts';
import type { OpenSubject } from './subject.ts';
import { openModel } from './subject.ts';

const SCHEDULES_ON_MODEL = 500;
const TIMEOUT_MS = 120_000;
const NAMES = Object.keys(PROFILES) as ProfileName[];

/** One seed to replay, or the first so many. */
function seeds(count: number): number[] {
  const chosen = process.env.SIM_SEED;
  return chosen === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(chosen)];
}

async function expectKept(name: ProfileName, { count, open }: { count: number; open: OpenSubject }): Promise<void> {
  for (const seed of seeds(count)) {
    const { violations, history } = await simulate({ profile: PROFILES[name], seed, open });
    if (violations.length === 0) continue;
    const story = process.env.SIM_SEED === undefined ? '' : `\n${history.join('\n')}`;
    expect.fail(`profile ${name}, seed ${seed}:\n${violations.join('\n')}${story}`);
  }
}

describe('the pipeline on the model of the store', () => {
  it.each(NAMES)('answers everybody once, in order and alone: %s', { timeout: TIMEOUT_MS }, async (name) => {
    await expectKept(name, { count: SCHEDULES_ON_MODEL, open: openModel });
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
