import { expect } from 'vitest';
import type { ProfileName } from './profile.ts';
import { PROFILES } from './profile.ts';
import { simulate } from './simulate.ts';
import type { OpenSubject } from './subject.ts';

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];
/** Far more than the schedules of one profile need on a slow machine. */
export const PROFILE_TIMEOUT_MS = 180_000;

/**
 * Runs the first `count` schedules of a profile and fails with the seed of the first that breaks a promise.
 * `SIM_SEED=<seed> npx vitest run test/simulation/model.test.ts -t <profile>` runs that one alone and tells its last steps;
 * `SIM_SCHEDULES=<count>` runs more.
 */
export async function expectKept(
  name: ProfileName,
  { count, open }: { count: number; open: OpenSubject },
): Promise<void> {
  for (const seed of seeds(count)) {
    const { violations, history } = await simulate({ profile: PROFILES[name], seed, open });
    if (violations.length === 0) continue;
    const story = process.env.SIM_SEED === undefined ? '' : `\n${history.join('\n')}`;
    expect.fail(`profile ${name}, seed ${seed}:\n${violations.join('\n')}${story}`);
  }
}

function seeds(count: number): number[] {
  if (process.env.SIM_SEED !== undefined) return [Number(process.env.SIM_SEED)];
  const wanted = Number(process.env.SIM_SCHEDULES ?? count);
  return Array.from({ length: wanted }, (_, index) => index + 1);
}
