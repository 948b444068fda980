import { describe, expect, it } from 'vitest';
import { createSingleFlight } from './single-flight.ts';

/** An action whose runs end when the test says so. */
function controlled() {
  const runs: PromiseWithResolvers<void>[] = [];
  const fly = createSingleFlight(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, fly };
}

describe('a single flight', () => {
  it('lets calls during a run share the next one', async () => {
    const { runs, fly } = controlled();
    const first = fly();
    const waiting = [fly(), fly()];
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await first;
    await Promise.resolve();
    expect(runs).toHaveLength(2);
    runs[1]?.resolve();
    await Promise.all(waiting);
    expect(runs).toHaveLength(2);
  });

  it('tells only its own callers of a failure, and goes on', async () => {
    const { runs, fly } = controlled();
    const first = fly();
    const second = fly();
    runs[0]?.reject(new Error('no store'));
    await expect(first).rejects.toThrow('no store');
    await Promise.resolve();
    runs[1]?.resolve();
    await expect(second).resolves.toBeUndefined();
    void fly();
    expect(runs).toHaveLength(3);
  });
});
