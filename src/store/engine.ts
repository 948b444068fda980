/**
 * What the work, registry and query parts of the store build on: an engine runs their operations in its own transactions.
 *
 * Operations and queries are known by name, because the SQLite engine runs them in worker threads: each must stand in `catalogue.ts`.
 * Their inputs and outputs must survive JSON.
 */
import type { Sql } from './sql.ts';
import type { NodeTalk, StoreHealth } from './store.ts';

/**
 * A durable step that serves a whole group of concurrent callers with a constant number of statements.
 * `run` gives one output per input, in their order. Inputs of one group must be able to meet: two for the same row are both right.
 * If it throws, nothing of the group is written; the engine then runs every input alone, and only what fails alone is rejected.
 */
export interface Operation<Input, Output> {
  readonly name: string;
  run(sql: Sql, inputs: readonly Input[]): Promise<readonly Output[]>;
}

/** A read for one caller; on SQLite it runs on the reader and cannot write. */
export interface Query<Input, Output> {
  readonly name: string;
  run(sql: Sql, input: Input): Promise<Output>;
}

/** As the catalogue holds them: input and output are known only to who calls by the typed object. */
export type AnyOperation = Operation<never, unknown>;
export type AnyQuery = Query<never, unknown>;

export interface Engine {
  /** Resolves once the step is durable. Rejects with `StoreUnavailable` if the database cannot take it now. */
  write<Input, Output>(operation: Operation<Input, Output>, input: Input): Promise<Output>;
  /** Sees everything that was durable when it was called. */
  read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output>;
  /** The store's clock, epoch ms. */
  now(): Promise<number>;
  /** Fires after a commit on any node that called `sql.notify` with this topic: a hint, it may come late or twice. Returns the unsubscribe function. */
  onNotify(topic: string, notified: () => void): () => void;
  /** Word to other nodes on this database; see `NodeTalk`. */
  readonly nodes: NodeTalk;
  health(): Promise<StoreHealth>;
  /** Finishes what was begun, then releases the lock or the pool. */
  close(): Promise<void>;
}
