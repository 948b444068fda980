import type { Pool, PoolClient, QueryResult } from 'pg';
import { checkQueue } from '../queue-bounds.ts';
import { judge, unavailable } from './errors.ts';
import { PostgresSql, within } from './postgres-sql.ts';

export interface TransactionOptions {
  pool: Pool;
  /** Null: the database's clock. */
  now: (() => number) | null;
  prepare: boolean;
  /** How long one statement may take; null: as long as it takes. What takes longer breaks the connection, as if it were lost. */
  statementMs: number | null;
}

/** A node that is paused inside a transaction must not hold its row locks for longer than webhooks at other nodes can wait. */
const IDLE_MS = 3_000;

/**
 * Operations look rows up by key. Left alone, the planner chooses sequential scans while tables are small, and keeps that prepared plan while
 * they grow. JIT would compile every statement, because a forbidden scan counts as enormous.
 */
const BEGIN_WRITE =
  "begin isolation level read committed; select set_config('enable_seqscan', 'off', true), " +
  "set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true), " +
  `set_config('idle_in_transaction_session_timeout', '${IDLE_MS}', true)`;
const BEGIN_READ = 'begin isolation level repeatable read read only; select 1';
const CLOCK = ', (extract(epoch from clock_timestamp()) * 1000)::bigint as now';

export interface Transacted<Result> {
  result: Result;
  topics: ReadonlySet<string>;
}

/** One transaction on a connection of the pool. A connection that broke is not given back. */
export async function transact<Result>(
  options: TransactionOptions & { mode: 'read' | 'write' },
  step: (sql: PostgresSql) => Promise<Result>,
): Promise<Transacted<Result>> {
  checkQueue(options.pool.waitingCount);
  const client = await connect(options.pool);
  let broken = false;
  try {
    const now = await begin(client, options);
    const sql = new PostgresSql(client, { now, prepare: options.prepare, statementMs: options.statementMs });
    const result = await run(step, sql);
    await client.query(within(options.statementMs, { text: 'commit' }));
    return { result, topics: sql.topics };
  } catch (error) {
    broken = judge(error) === 'unavailable' || !(await rollback(client, options.statementMs));
    // A connection that cannot even roll back failed the step, whatever the error says of itself.
    throw broken ? unavailable(error) : error;
  } finally {
    client.release(broken);
  }
}

/** Whatever keeps the gateway out (a password that was changed, no room for one more), no step is to blame for it. */
async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw unavailable(error);
  }
}

/** Throws what failed first. Also where the step took no notice of it: the server would answer `commit` with a rollback. */
async function run<Result>(step: (sql: PostgresSql) => Promise<Result>, sql: PostgresSql): Promise<Result> {
  try {
    const result = await step(sql);
    if (sql.failure !== undefined) throw sql.failure;
    return result;
  } catch (error) {
    throw sql.failure ?? error;
  } finally {
    sql.end();
  }
}

/** Begins and reads the clock in one round trip. */
async function begin(client: PoolClient, options: TransactionOptions & { mode: 'read' | 'write' }): Promise<number> {
  const text = (options.mode === 'write' ? BEGIN_WRITE : BEGIN_READ) + (options.now === null ? CLOCK : '');
  // A text of several statements gives an array of results, which the driver's types do not know.
  const results = (await client.query(within(options.statementMs, { text }))) as unknown as QueryResult<{
    now?: number;
  }>[];
  const now = options.now?.() ?? results[1]?.rows[0]?.now;
  if (now === undefined) throw new Error('the database did not tell the time');
  return now;
}

async function rollback(client: PoolClient, statementMs: number | null): Promise<boolean> {
  try {
    await client.query(within(statementMs, { text: 'rollback' }));
    return true;
  } catch {
    // The caller drops the connection, which rolls back.
    return false;
  }
}
