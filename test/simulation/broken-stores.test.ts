import { describe, expect, it } from 'vitest';
import { createModelStore } from '../model/model-store.ts';
import { BROKEN_STORES } from './broken-stores.ts';
import { PROFILES } from './profile.ts';
import { simulate } from './simulate.ts';
import { subjectOf } from './subject.ts';

const MOST_SCHEDULES = 100;

describe('the checks of the simulation', () => {
  it.each(BROKEN_STORES)('notice a store that breaks this: $rule', { timeout: 60_000 }, async (broken) => {
    const complaints: string[] = [];
    for (let seed = 1; seed <= MOST_SCHEDULES && complaints.length === 0; seed += 1) {
      const { violations } = await simulate({
        profile: PROFILES[broken.profile],
        seed,
        open: async (now) => {
          const model = createModelStore({ now });
          return { ...subjectOf(model), store: broken.breakRule(model) };
        },
      });
      complaints.push(...violations.filter((violation) => broken.complaint.test(violation)));
    }
    expect(complaints).not.toEqual([]);
  });
});
