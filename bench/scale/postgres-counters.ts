import { spawnSync } from 'node:child_process';
import { Client } from 'pg';
import { spentByPostgres } from './processor.ts';

/** Counters of one PostgreSQL server and of one of its databases; only differences mean something. */
export interface PostgresCounters {
  cpuMicros: number;
  walBytes: number;
  walFullPages: number;
  commits: number;
  rowsWritten: number;
  /** Tables with their indexes. */
  tableBytes: number;
  indexBytes: number;
  /** What nodes sent to the server and got from it. */
  networkBytes: number;
}

const COUNTERS = `
  select pg_backend_pid() as pid, w.wal_bytes::float8 as wal, w.wal_fpi::float8 as fpi, d.xact_commit::float8 as commits,
    (d.tup_inserted + d.tup_updated + d.tup_deleted)::float8 as written,
    (select sum(pg_table_size(c.oid))::float8 from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace) as tables,
    (select sum(pg_indexes_size(c.oid))::float8 from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace) as indexes
  from pg_stat_wal w, pg_stat_database d where d.datname = current_database()`;

/** Reads the counters of the server and database at `url`. */
export async function readCounters(url: string): Promise<PostgresCounters> {
  const row = await query<Record<'pid' | 'wal' | 'fpi' | 'commits' | 'written' | 'tables' | 'indexes', number>>(
    url,
    COUNTERS,
  );
  const counted = row[0];
  if (!counted) throw new Error('PostgreSQL told no counters');
  return {
    cpuMicros: counted.cpuMicros,
    walBytes: counted.wal,
    walFullPages: counted.fpi,
    commits: counted.commits,
    rowsWritten: counted.written,
    tableBytes: counted.tables,
    indexBytes: counted.indexes,
    networkBytes: socketBytes(Number(new URL(url).port)),
  };
}

/** One statement on a connection of its own; every row also tells what the server's processes have spent. */
export async function query<Row>(url: string, sql: string): Promise<(Row & { cpuMicros: number })[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const cpuMicros = spentByPostgres(own[0]?.pid ?? 0);
  await client.end();
  return rows.map((row: Row) => ({ ...row, cpuMicros }));
}

/** Of all connections to this port that are open now. */
function socketBytes(port: number): number {
  const { stdout } = spawnSync('ss', ['-tinH', 'dport', '=', `:${port}`], { encoding: 'utf8' });
  const counted = [...stdout.matchAll(/bytes_(?:sent|received):(\d+)/g)];
  return counted.reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

export function difference(after: PostgresCounters, before: PostgresCounters): PostgresCounters {
  const names = Object.keys(after) as (keyof PostgresCounters)[]; // The object's own keys.
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as PostgresCounters;
}
