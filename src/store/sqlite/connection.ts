import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Sql, SqlValue, Statement } from '../sql.ts';

/** The one connection that writes. Throws if the engine did not take the settings that durability rests on. */
export function openWriter(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  db.exec('pragma busy_timeout = 5000');
  const journal = readPragma(db, 'journal_mode = wal');
  db.exec(
    'pragma synchronous = full; pragma wal_autocheckpoint = 1000; pragma cache_size = -65536; pragma temp_store = memory',
  );
  if (path !== ':memory:' && (journal !== 'wal' || !isDurable(db))) {
    throw new Error(
      `SQLite refused write-ahead logging with full synchronisation for ${path} (journal_mode ${journal}).`,
    );
  }
  return db;
}

/** A connection for lists and counts. */
export function openReader(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec('pragma busy_timeout = 5000; pragma query_only = on');
  return db;
}

/** Whether a commit waits for the disk: `synchronous` is FULL or EXTRA. */
export function isDurable(db: DatabaseSync): boolean {
  return Number(readPragma(db, 'synchronous')) >= 2;
}

function readPragma(db: DatabaseSync, pragma: string): unknown {
  return Object.values(db.prepare(`pragma ${pragma}`).get() ?? {})[0];
}

/** Runs statements on one connection, prepared once each. The caller begins and ends transactions. */
export class SqliteSql implements Sql {
  now = 0;
  readonly topics = new Set<string>();
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<Statement, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  async all<Row extends object>(statement: Statement, ...parameters: SqlValue[]): Promise<Row[]> {
    if (statement.sqlite === '') return [];
    // The cast is the row mapper: a statement's columns are declared where it is used.
    return this.#prepare(statement).all(...parameters) as Row[];
  }

  async run(statement: Statement, ...parameters: SqlValue[]): Promise<number> {
    if (statement.sqlite === '') return 0;
    return Number(this.#prepare(statement).run(...parameters).changes);
  }

  notify(topic: string): void {
    this.topics.add(topic);
  }

  #prepare(statement: Statement): StatementSync {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(statement.sqlite);
    this.#prepared.set(statement, prepared);
    return prepared;
  }
}
