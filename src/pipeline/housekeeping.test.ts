import { expect, test } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { createHousekeeping } from './housekeeping.ts';

test('sweeps every ten minutes, goes on after a failure, and stops', async () => {
  const clock = manualClock();
  const errors: unknown[] = [];
  let sweeps = 0;
  const sweep = async () => {
    sweeps += 1;
    if (sweeps === 1) throw new Error('away');
    return 0;
  };
  const housekeeping = createHousekeeping([sweep], clock, (error) => errors.push(error));
  housekeeping.start();
  await clock.advance(30 * 60_000);
  expect(sweeps).toBe(3);
  expect(errors).toHaveLength(1);
  housekeeping.stop();
  expect(clock.pending()).toBe(0);
});
