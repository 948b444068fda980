import { v7 } from 'uuid';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Store } from '../store.ts';
import { startPostgresEngine } from './engine.ts';
import { judge } from './errors.ts';
import { adoptMovedLog } from './moved-log.ts';
import { ONE_AT_A_TIME } from './one-at-a-time.ts';
import { openPool } from './pool.ts';
import { describeServer } from './server.ts';
import { transact } from './transaction.ts';
import { refuseUnfinishedMove } from './unfinished-move.ts';

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

const DEFAULT_POOL = 12;
/** Of what the gateway does all day; migrations take as long as they take. Less than a lease, so that work is not held beyond it. */
const STATEMENT_MS = 20_000;

/** Opens a PostgreSQL store, 15 or later, and brings its schema up to date. Throws a sentence for the operator if it cannot. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const pool = openPool(options.url, options.poolSize ?? DEFAULT_POOL);
  const transactions = {
    pool,
    now: options.now ?? null,
    prepare: options.preparedStatements ?? true,
    statementMs: null,
  };
  try {
    const server = await describeServer(pool);
    await transact({ ...transactions, mode: 'write' }, async (sql) => {
      await sql.all(ONE_AT_A_TIME);
      await refuseUnfinishedMove(sql);
      await migrate(sql);
      await adoptMovedLog(sql);
    });
    const node = v7().replaceAll('-', '');
    return createStore(
      await startPostgresEngine({ ...transactions, statementMs: STATEMENT_MS, ...server, url: options.url, node }),
    );
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
