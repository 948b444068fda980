import { describe, it } from 'vitest';
import { expectKept, PROFILE_NAMES, PROFILE_TIMEOUT_MS } from './run-schedules.ts';
import { openSqlite } from './sqlite-subject.ts';

const SCHEDULES = 25;

describe('the pipeline on the embedded store', () => {
  it.each(PROFILE_NAMES)('answers everybody once, in order and alone: %s', { timeout: PROFILE_TIMEOUT_MS }, (name) =>
    expectKept(name, { count: SCHEDULES, open: openSqlite }),
  );
});
