import { describe, expect, it } from 'vitest';
import type { ProfileName } from './profile.ts';
import { PROFILES } from './profile.ts';
import { simulate } from './simulate.ts';
import { openModel } from './subject.ts';

describe('x', () => {
  it('runs', async () => {
    const outcome = await simulate({ profile: PROFILES.calm, seed: 1, open: openModel });
    console.log(outcome.steps, outcome.passedMs, outcome.violations, outcome.record.accepted.length);
    expect(outcome.violations).toEqual([]);
  });
});
