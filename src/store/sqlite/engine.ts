import type { Engine, Operation, Query } from '../engine.ts';
import { storable } from '../sql.ts';
import { type StoreHealth, StoreUnavailable } from '../store.ts';
import { Topics } from '../topics.ts';
import type { BatchAnswer, Outcome, WriteBatch } from './batch.ts';
import { GroupCommit } from './group-commit.ts';
import { toError } from './refusal.ts';
import type { ReadRequest } from './run-query.ts';

/** Where batches and queries run: in threads of their own, or here. */
export interface SqliteRunner {
  write(batch: WriteBatch): Promise<BatchAnswer>;
  read(request: ReadRequest): Promise<Outcome>;
  soon(send: () => void): void;
  health(): Omit<StoreHealth, 'engine'>;
  close(): Promise<void>;
}

export function createSqliteEngine(runner: SqliteRunner, now: () => number): Engine {
  const topics = new Topics();
  let open = true;
  const writes = new GroupCommit({
    now,
    commit: (batch) => runner.write(batch),
    soon: (send) => runner.soon(send),
    committed: (fired) => topics.fire(fired),
  });

  return {
    async write<Input, Output>(operation: Operation<Input, Output>, input: Input): Promise<Output> {
      // The catalogue's operation of this name is this operation.
      return (await writes.add(operation.name, input)) as Output;
    },
    async read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
      if (!open) throw new StoreUnavailable('the store is closed');
      const outcome = await runner.read({ now: now(), query: query.name, input: storable(input) });
      if (!outcome.ok) throw toError(outcome);
      // As above.
      return outcome.output as Output;
    },
    now: async () => now(),
    onNotify: (topic, notified) => topics.listen(topic, notified),
    nodes: { tell() {}, onTold: () => () => {} },
    health: async () => {
      const health = runner.health();
      return { ...health, engine: 'sqlite', ok: open && health.ok };
    },
    async close() {
      if (!open) return;
      open = false;
      await writes.close();
      await runner.close();
    },
  };
}
