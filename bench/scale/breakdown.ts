/** Where the time and the bytes of turns go on PostgreSQL: by statement, and by table. */
import type { RunningPostgres } from '../../test/support/postgres.ts';
import { query } from './postgres-counters.ts';
import { measureTurns, type TurnPlan } from './turn.ts';

export interface StatementCost {
  statement: string;
  /** Of one turn with its three statuses. */
  calls: number;
  micros: number;
  walBytes: number;
}

export interface TableCost {
  table: string;
  /** Of one turn with its three statuses, everything that was written before it counted included. */
  heapBytes: number;
  indexBytes: number;
  /** Share of updates that touched no index. */
  heapOnly: number | null;
}

const STATEMENTS = `
  select left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as statement, calls::float8 as calls,
    (total_exec_time * 1000)::float8 as micros, wal_bytes::float8 as "walBytes"
  from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = current_database()
  order by total_exec_time desc`;
const TABLES = `
  select t.relname as table, pg_table_size(t.relid)::float8 as "heapBytes", pg_indexes_size(t.relid)::float8 as "indexBytes",
    case when t.n_tup_upd > 0 then t.n_tup_hot_upd::float8 / t.n_tup_upd end as "heapOnly"
  from pg_stat_user_tables t order by pg_total_relation_size(t.relid) desc`;

/** Restarts the server, which has to load what counts statements. */
export async function breakDown(
  server: RunningPostgres,
  plan: Omit<TurnPlan, 'serverUrl'>,
): Promise<{ statements: StatementCost[]; tables: TableCost[] }> {
  await query(server.url, "alter system set shared_preload_libraries = 'pg_stat_statements'");
  await server.crash();
  await query(server.url, 'create extension if not exists pg_stat_statements');
  const { databaseUrl, turns } = await measureTurns({ ...plan, serverUrl: server.url });
  if (databaseUrl === null) throw new Error('no database');
  await query(databaseUrl, 'create extension if not exists pg_stat_statements');
  const statements = await query<StatementCost>(databaseUrl, STATEMENTS);
  const tables = await query<TableCost>(databaseUrl, TABLES);
  return {
    statements: statements.map((one) => ({
      statement: one.statement,
      calls: one.calls / turns,
      micros: one.micros / turns,
      walBytes: one.walBytes / turns,
    })),
    tables: tables.map((one) => ({
      table: one.table,
      heapBytes: one.heapBytes / turns,
      indexBytes: one.indexBytes / turns,
      heapOnly: one.heapOnly,
    })),
  };
}
