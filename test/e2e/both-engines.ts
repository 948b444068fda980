import { afterAll, beforeAll, describe } from 'vitest';
import { ENGINES, type Engine } from './gateway.ts';
import { type Harness, type HarnessOptions, startHarness } from './harness.ts';

type Stories = (harness: () => Harness) => void;

/** Tells the stories once per engine, all on one gateway. `harness` may be called inside tests only. */
export function onBothEngines(tell: Stories): void {
  describe.each(ENGINES)('on %s', (engine) => tellOn(engine, {}, tell));
}

/** The same also where one node answers HTTP and another one does the work. */
export function onEveryTopology(tell: Stories): void {
  onBothEngines(tell);
  onSplitRoles(tell);
}

/** Where one node answers HTTP and another one does the work. */
export function onSplitRoles(tell: Stories): void {
  describe('on a web node and a worker', () => tellOn('postgres', { roles: 'split' }, tell));
}

function tellOn(engine: Engine, options: HarnessOptions, tell: Stories): void {
  let harness: Harness | null = null;
  beforeAll(async () => {
    harness = await startHarness(engine, options);
  });
  afterAll(async () => {
    await harness?.stop();
  });
  tell(() => {
    if (!harness) throw new Error('the harness is there only while tests run');
    return harness;
  });
}
