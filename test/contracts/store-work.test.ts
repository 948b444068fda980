import { afterAll, beforeAll, describe } from 'vitest';
import { createModelStore } from '../model/model-store.ts';
import { createTestDatabase, STORE_ENGINES, type TestDatabase } from '../support/stores.ts';
import { describeConcurrency, describeWorkStore } from './store-work.ts';
import { describeDatabase } from './store-work-database.ts';
import { describeOffers } from './store-work-offers.ts';

const START = 1_800_000_000_000;

function turnableClock() {
  let now = START;
  return {
    now: () => now,
    advance(ms: number) {
      now += ms;
    },
  };
}

for (const engine of STORE_ENGINES) {
  describe('engines', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase(engine);
    });
    afterAll(() => database.remove());

    const open = async () => {
      const clock = turnableClock();
      await database.empty();
      const store = await database.open(clock.now);
      return { work: store.work, queries: store.queries, ...clock, close: () => store.close() };
    };
    // Operations are the same in threads, and starting threads is slow: there, what passes through them at once.
    if (engine === 'sqlite') describe(engine, () => describeConcurrency(open));
    else describeWorkStore(engine, open);
    describeDatabase(`${engine}, as a database`, open);
    describeOffers(`${engine}, with offers`, open);
  });
}

describeWorkStore('the model of the simulations', async () => {
  const clock = turnableClock();
  return { work: createModelStore({ now: clock.now }), ...clock, close: async () => undefined };
});
