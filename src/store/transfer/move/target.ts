import { Client } from 'pg';
import { migrate } from '../../migrate.ts';
import { ONE_AT_A_TIME } from '../../postgres/one-at-a-time.ts';
import { clientConfig } from '../../postgres/pool.ts';
import { PostgresSql } from '../../postgres/postgres-sql.ts';
import { describeServer } from '../../postgres/server.ts';
import { PROGRESS_TABLE } from '../../postgres/unfinished-move.ts';
import type { Table, Value } from './tables.ts';

/** Keeps a second move off the database. The number only has to differ from other programs' in the same database. */
const MOVE_LOCK = 6021173342;

/** How far a table is. `key`: of the last row that was copied. */
export interface TableProgress {
  key: Value[] | null;
  copied: number;
}

export type TargetState =
  /** Nothing of ours, or an empty schema. */
  | { state: 'free' }
  /** A move that did not end. */
  | { state: 'begun'; moveId: string };

/** Connects and keeps other moves away. Throws a sentence without the password. */
export async function connectTarget(url: string): Promise<Client> {
  const client = new Client(clientConfig(url));
  // The statement under way rejects; without a listener the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await describeServer(client);
    const { rows } = await client.query('select pg_try_advisory_lock($1) as got', [MOVE_LOCK]);
    if (rows[0]?.got !== true) throw new Error('another move into this database is under way');
    return client;
  } catch (cause) {
    await client.end().catch(() => undefined);
    const { host, pathname } = new URL(url);
    throw new Error(`PostgreSQL at ${host}${pathname} cannot be used: ${reasonOf(cause)}`, { cause });
  }
}

/** The driver gives some network errors a code and no message. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}

/** Throws a sentence if the database holds anything else. */
export async function inspectTarget(client: Client): Promise<TargetState> {
  const found = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = current_schema() order by tablename',
  );
  const names = found.rows.map(({ name }) => name);
  if (names.includes(PROGRESS_TABLE)) {
    const { rows } = await client.query<{ move_id: string }>(`select move_id from ${PROGRESS_TABLE} limit 1`);
    return { state: 'begun', moveId: rows[0]?.move_id ?? '' };
  }
  if (names.length > 0 && !names.includes('migration')) {
    throw new Error(
      `The database holds tables of another program (${names.slice(0, 3).join(', ')}). Create one for Chasqui alone.`,
    );
  }
  for (const name of names.filter((one) => one !== 'migration' && one !== 'registry_version')) {
    const { rows } = await client.query(`select 1 from "${name}" limit 1`);
    if (rows.length > 0)
      throw new Error(`The database holds data already (in the table ${name}). Move into an empty one.`);
  }
  return { state: 'free' };
}

/** Makes the schema and a place for the progress, all or nothing; from now on no gateway starts on the database until `endMove`. */
export async function beginMove(client: Client, { moveId, tables }: { moveId: string; tables: readonly Table[] }) {
  await inTransaction(client, async () => {
    await client.query(ONE_AT_A_TIME.postgres);
    await migrate(new PostgresSql(client, { now: Date.now(), prepare: false, statementMs: null }));
    await client.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`);
    await client.query(
      `create table ${PROGRESS_TABLE} (table_name text not null primary key, move_id text not null, last_key text, copied bigint not null)`,
    );
    await client.query(
      `insert into ${PROGRESS_TABLE} (table_name, move_id, copied) select name, $1, 0 from unnest($2::text[]) as name`,
      [moveId, tables.map(({ name }) => name)],
    );
  });
}

/** Throws away what another move copied. */
export async function forgetMove(client: Client): Promise<void> {
  await inTransaction(client, async () => {
    const { rows } = await client.query<{ name: string }>(`select table_name as name from ${PROGRESS_TABLE}`);
    if (rows.length > 0) await client.query(`truncate ${rows.map(({ name }) => `"${name}"`).join(', ')}`);
    await client.query(`drop table ${PROGRESS_TABLE}`);
  });
}

export async function readProgress(client: Client): Promise<Map<string, TableProgress>> {
  const { rows } = await client.query<{ table_name: string; last_key: string | null; copied: number }>(
    `select table_name, last_key, copied from ${PROGRESS_TABLE}`,
  );
  return new Map(
    rows.map(({ table_name, last_key, copied }) => [
      table_name,
      { key: last_key === null ? null : JSON.parse(last_key), copied },
    ]),
  );
}

/** Sets the counters, and lets gateways start. */
export async function endMove(client: Client, counters: { laneToken: number; event: number }): Promise<void> {
  await inTransaction(client, async () => {
    // The next token is one more than the last one, and so is the next event.
    await client.query("select setval('lane_token', $1, true)", [Math.max(1, counters.laneToken)]);
    if (counters.event > 0)
      await client.query("select setval(pg_get_serial_sequence('event', 'seq'), $1, true)", [counters.event]);
    await client.query(`drop table ${PROGRESS_TABLE}`);
  });
  // Until it has statistics, the planner guesses.
  await client.query('analyze');
}

export async function inTransaction(client: Client, step: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await step();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
