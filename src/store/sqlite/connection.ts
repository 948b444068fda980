import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createOwnFile } from '../../host/data-folder.ts';
import { rows, type Sql, type SqlValue, type Statement, storableText } from '../sql.ts';

const MEMORY = ':memory:';

/**
 * The one connection that writes. A new file is its owner's only, and SQLite gives its log the same rights. Throws if the engine did not take
 * the settings that durability rests on.
 */
export function openWriter(path: string): DatabaseSync {
  if (path !== MEMORY) createOwnFile(path);
  const db = new DatabaseSync(path);
  db.exec('pragma busy_timeout = 5000');
  const journal = readPragma(db, 'journal_mode = wal');
  db.exec(
    'pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma cache_size = -65536; pragma temp_store = memory',
  );
  if (path !== MEMORY && (journal !== 'wal' || !isDurable(db))) {
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

/** Statements of one connection, prepared once each. */
export class PreparedStatements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<Pick<Statement, 'sqlite'>, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  get(statement: Pick<Statement, 'sqlite'>): StatementSync {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(statement.sqlite);
    this.#prepared.set(statement, prepared);
    return prepared;
  }
}

/** Runs the statements of one step. The caller begins and ends the transaction around it. */
export class SqliteSql implements Sql {
  readonly now: number;
  readonly topics = new Set<string>();
  readonly #statements: PreparedStatements;
  #ended = false;

  constructor(statements: PreparedStatements, now: number) {
    this.#statements = statements;
    this.now = now;
  }

  async all<Row extends object>(statement: Statement, ...parameters: SqlValue[]): Promise<Row[]> {
    if (statement.sqlite === '') return [];
    // The cast is the row mapper: a statement's columns are declared where it is used.
    return this.#get(statement).all(...parameters) as Row[];
  }

  async run(statement: Statement, ...parameters: SqlValue[]): Promise<number> {
    if (statement.sqlite === '') return 0;
    return Number(this.#get(statement).run(...parameters).changes);
  }

  async write(statement: Statement, values: readonly object[], ...parameters: SqlValue[]): Promise<number> {
    if (values.length === 0) return 0;
    if (statement.each === undefined) return this.run(statement, rows(values), ...parameters);
    const { columns } = statement.each;
    const prepared = this.#get(statement.each);
    let changes = 0;
    for (const row of values) {
      // A row has at least the columns that its statement names.
      const bound = columns.map((column) => bindable((row as Record<string, SqlValue | undefined>)[column]));
      changes += Number(prepared.run(...parameters, ...bound).changes);
    }
    return changes;
  }

  notify(topic: string): void {
    this.topics.add(topic);
  }

  /** The step is over. What it may have left running must not write into the next one's transaction. */
  end(): void {
    this.#ended = true;
  }

  #get(statement: Pick<Statement, 'sqlite'>): StatementSync {
    if (this.#ended) throw new Error('the step is over');
    return this.#statements.get(statement);
  }
}

function bindable(value: SqlValue | undefined): SqlValue {
  return typeof value === 'string' ? storableText(value) : (value ?? null);
}
