import { afterAll, beforeAll, describe } from 'vitest';
import { ENGINES } from './gateway.ts';
import { type Harness, startHarness } from './harness.ts';

/** Tells the stories once per engine, all on one gateway. `harness` may be called inside tests only. */
export function onBothEngines(tell: (harness: () => Harness) => void): void {
  describe.each(ENGINES)('on %s', (engine) => {
    let harness: Harness | null = null;
    beforeAll(async () => {
      harness = await startHarness(engine);
    });
    afterAll(async () => {
      await harness?.stop();
    });
    tell(() => {
      if (!harness) throw new Error('the harness is there only while tests run');
      return harness;
    });
  });
}
