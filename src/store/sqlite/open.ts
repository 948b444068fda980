import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDataFolder } from '../../host/data-folder.ts';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Store } from '../store.ts';
import { freeAbandonedLeases } from '../work/abandoned-leases.ts';
import { isDurable, openWriter, PreparedStatements, SqliteSql } from './connection.ts';
import { createSqliteEngine, type SqliteRunner } from './engine.ts';
import { refuseMarkedFolder } from './folder-marks.ts';
import { runInProcess } from './in-process.ts';
import { lockFolder } from './lock.ts';
import { isDamage } from './refusal.ts';
import { forgetStatistics } from './statistics.ts';
import { startThreads } from './threads.ts';

const MEMORY = ':memory:';

export interface SqliteOptions {
  /** Made if absent. With `inProcess`, `:memory:` keeps everything in memory. */
  directory: string;
  /** Epoch ms; default: the machine's clock. */
  now?: () => number;
  /** No threads: for simulations and fast tests. */
  inProcess?: boolean;
}

/**
 * Opens the embedded store and brings its schema up to date. Throws a sentence for the operator if another gateway uses the folder, or a
 * newer release wrote it.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const now = options.now ?? Date.now;
  checkVersion(process.versions.sqlite ?? '0');
  if (options.directory === MEMORY) return openMemory(now);
  openDataFolder(options.directory);
  refuseMarkedFolder(options.directory);
  const unlock = lockFolder(options.directory);
  try {
    const runner = await openFolder(options, now);
    return createStore(createSqliteEngine(releasing(runner, unlock), now));
  } catch (error) {
    unlock();
    throw error;
  }
}

/** `jsonb_each` came with 3.51, and 3.51.3 repaired a way to corrupt write-ahead logs. */
const OLDEST = [3, 51, 3] as const;

/** Throws a sentence for the operator if the SQLite in this Node.js is too old. */
function checkVersion(version: string): void {
  const found = version.split('.').map(Number);
  const differing = OLDEST.findIndex((part, index) => (found[index] ?? 0) !== part);
  if (differing === -1 || (found[differing] ?? 0) > (OLDEST[differing] ?? 0)) return;
  throw new Error(`This Node.js brings SQLite ${version}; Chasqui needs ${OLDEST.join('.')} or later. Update Node.js.`);
}

async function openMemory(now: () => number): Promise<Store> {
  const db = openWriter(MEMORY);
  await migrateHere(db, now());
  return createStore(createSqliteEngine(runInProcess(db, { ...describe(db), durable: false }), now));
}

async function openFolder(options: SqliteOptions, now: () => number): Promise<SqliteRunner> {
  const path = join(options.directory, 'chasqui.db');
  const db = openFile(path);
  try {
    await migrateHere(db, now());
    const health = describe(db);
    if (options.inProcess) return runInProcess(db, health);
    db.close();
    return await startThreads(path, health);
  } catch (error) {
    if (db.isOpen) db.close();
    throw error;
  }
}

/** Throws a sentence for the operator if the file is none of SQLite's. */
function openFile(path: string): DatabaseSync {
  try {
    return openWriter(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const engine = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${path} cannot be used: ${engine}. Restore a backup ("chasqui restore <backup> --force"), or move ${path}* away to begin with an empty one.`,
      { cause: error },
    );
  }
}

/** The folder is ours alone, so whatever was leased belongs to a process that is gone. */
async function migrateHere(db: DatabaseSync, now: number): Promise<void> {
  forgetStatistics(db);
  const sql = new SqliteSql(new PreparedStatements(db), now);
  db.exec('begin immediate');
  await migrate(sql);
  await freeAbandonedLeases(sql);
  db.exec('commit');
}

function describe(db: DatabaseSync): ReturnType<SqliteRunner['health']> {
  const version = db.prepare('select sqlite_version() as version').get()?.version;
  return { ok: true, version: String(version), durable: isDurable(db) };
}

function releasing(runner: SqliteRunner, unlock: () => void): SqliteRunner {
  return {
    ...runner,
    async close() {
      await runner.close();
      unlock();
    },
  };
}
