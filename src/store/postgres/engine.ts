import type { Pool } from 'pg';
import type { Engine, Operation, Query } from '../engine.ts';
import { storable } from '../sql.ts';
import { StoreUnavailable } from '../store.ts';
import { Topics } from '../topics.ts';
import { judge, unavailable } from './errors.ts';
import { Listener } from './listener.ts';
import { OperationQueue } from './operation-queue.ts';
import { within } from './postgres-sql.ts';
import { type TransactionOptions, transact } from './transaction.ts';

export interface PostgresEngineOptions extends TransactionOptions {
  url: string;
  version: string;
  /** `fsync` and `synchronous_commit` as the server told them. */
  durable: boolean;
  node: string;
}

const HEALTH_MS = 5_000;

export async function startPostgresEngine(options: PostgresEngineOptions): Promise<Engine> {
  const topics = new Topics();
  const ears = new Set<(text: string) => void>();
  const listener = new Listener({
    url: options.url,
    node: options.node,
    notified: (fired) => (fired === null ? topics.fireAll() : topics.fire(fired)),
    told(text) {
      for (const heard of ears) heard(text);
    },
  });
  await listener.connect();
  const queues = createQueues(options, (fired) => {
    topics.fire(fired);
    listener.send(fired);
  });
  let open = true;

  return {
    async write<Input, Output>(operation: Operation<Input, Output>, input: Input): Promise<Output> {
      // The queue of this operation gives its outputs.
      return (await queues.of(operation).add(storable(input))) as Output;
    },
    async read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
      if (!open) throw new StoreUnavailable('the store is closed');
      // What cannot be stored is not looked for as it is either: it would be refused.
      const wanted = storable(input);
      return await readOnce(options, (sql) => query.run(sql, wanted));
    },
    now: async () => options.now?.() ?? (await readOnce(options, async (sql) => sql.now)),
    onNotify: (topic, notified) => topics.listen(topic, notified),
    nodes: {
      tell: (text) => listener.tell(text),
      onTold(heard) {
        ears.add(heard);
        return () => ears.delete(heard);
      },
    },
    health: async () => ({
      ok: open && (await answers(options.pool)),
      engine: 'postgres',
      version: options.version,
      durable: options.durable,
    }),
    async close() {
      if (!open) return;
      open = false;
      await queues.close();
      await listener.close();
      await options.pool.end();
    },
  };
}

/** One queue per operation, so that intake, claims and commits run at once on connections of their own. */
function createQueues(options: TransactionOptions, committed: (topics: ReadonlySet<string>) => void) {
  const queues = new Map<string, OperationQueue>();
  let open = true;
  const commit = async (operation: Operation<unknown, unknown>, inputs: readonly unknown[]) => {
    const { result, topics } = await transact({ ...options, mode: 'write' }, (sql) => operation.run(sql, inputs));
    committed(topics);
    return result;
  };
  return {
    of<Input, Output>(operation: Operation<Input, Output>): OperationQueue {
      if (!open) throw new StoreUnavailable('the store is closed');
      const known = queues.get(operation.name);
      if (known !== undefined) return known;
      // A queue is only ever given inputs of its own operation.
      const queue = new OperationQueue(operation as unknown as Operation<unknown, unknown>, commit);
      queues.set(operation.name, queue);
      return queue;
    },
    async close(): Promise<void> {
      open = false;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

async function readOnce<Result>(
  options: TransactionOptions,
  step: Parameters<typeof transact<Result>>[1],
): Promise<Result> {
  try {
    return (await transact({ ...options, mode: 'read' }, step)).result;
  } catch (error) {
    throw judge(error) === 'unavailable' ? unavailable(error) : error;
  }
}

/** Asked by probes all the time: an asking that no server answers must not keep its connection. */
async function answers(pool: Pool): Promise<boolean> {
  try {
    await pool.query(within(HEALTH_MS, { text: 'select 1' }));
    return true;
  } catch {
    return false;
  }
}
