import type { Pool } from 'pg';
import { v7 } from 'uuid';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import { type Statement, statement } from '../sql.ts';
import type { Store } from '../store.ts';
import { startPostgresEngine } from './engine.ts';
import { judge } from './errors.ts';
import { adoptMovedLog } from './moved-log.ts';
import { openPool } from './pool.ts';
import { transact } from './transaction.ts';

export interface PostgresOptions {
  /** `postgres://…`. Its password appears in no error. */
  url: string;
  /** Epoch ms; default: the database's clock. */
  now?: () => number;
  /** Connections beside the one that listens. */
  poolSize?: number;
  /** False for a pooler in transaction mode (PgBouncer before 1.21). */
  preparedStatements?: boolean;
}

const OLDEST = 150_000;
const DEFAULT_POOL = 12;

const SERVER = statement(`
  select current_setting('server_version') as version, current_setting('server_version_num') as number,
    current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit`);

/** Lets one node migrate at a time. The number only has to differ from other programs' in the same database. */
const ONE_AT_A_TIME: Statement = { sqlite: '', postgres: 'select pg_advisory_xact_lock(6021173341)' };

/** Opens a PostgreSQL store, 15 or later, and brings its schema up to date. Throws a sentence for the operator if it cannot. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const pool = openPool(options.url, options.poolSize ?? DEFAULT_POOL);
  const transactions = { pool, now: options.now ?? null, prepare: options.preparedStatements ?? true };
  try {
    const server = await describe(pool);
    await transact({ ...transactions, mode: 'write' }, async (sql) => {
      await sql.all(ONE_AT_A_TIME);
      await migrate(sql);
      await adoptMovedLog(sql);
    });
    const node = v7().replaceAll('-', '');
    return createStore(await startPostgresEngine({ ...transactions, ...server, url: options.url, node }));
  } catch (error) {
    await pool.end();
    throw judge(error) === 'unavailable' ? unreachable(options.url, error) : error;
  }
}

function unreachable(url: string, cause: unknown): Error {
  const { host, pathname } = new URL(url);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`PostgreSQL at ${host}${pathname} cannot be used: ${reason}`, { cause });
}

interface ServerRow {
  version: string;
  number: string;
  encoding: string;
  fsync: string;
  synchronous_commit: string;
}

async function describe(pool: Pool): Promise<{ version: string; durable: boolean }> {
  const { rows } = await pool.query<ServerRow>(SERVER.postgres);
  const server = rows[0];
  if (server === undefined) throw new Error('PostgreSQL did not tell its version.');
  if (Number(server.number) < OLDEST)
    throw new Error(`PostgreSQL ${server.version} is too old: Chasqui needs 15 or later.`);
  if (server.encoding !== 'UTF8') {
    throw new Error(`The database's encoding is ${server.encoding}; create it with encoding UTF8.`);
  }
  return { version: server.version, durable: server.fsync === 'on' && server.synchronous_commit !== 'off' };
}
