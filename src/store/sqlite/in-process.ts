import type { DatabaseSync } from 'node:sqlite';
import { operations, queries } from '../catalogue.ts';
import type { SqliteRunner } from './engine.ts';
import { createQueryRunner } from './run-query.ts';
import { createBatchWriter } from './write-batch.ts';

/** Everything on one connection in the caller's thread, without timers: for simulations and tests. */
export function runInProcess(db: DatabaseSync, health: ReturnType<SqliteRunner['health']>): SqliteRunner {
  const write = createBatchWriter(db, operations);
  const read = createQueryRunner(db, queries);
  let previous: Promise<unknown> = Promise.resolve();
  // Operations await between statements, so transactions on the one connection must queue.
  const inTurn = <Result>(step: () => Promise<Result>): Promise<Result> => {
    const result = previous.then(step);
    previous = result;
    return result;
  };
  return {
    write: (batch) => inTurn(() => write(batch)),
    read: (request) => inTurn(() => read(request)),
    soon: queueMicrotask,
    health: () => health,
    async close() {
      await previous;
      db.close();
    },
  };
}
