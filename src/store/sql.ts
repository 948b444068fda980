/**
 * One SQL text for both engines. Shared SQL keeps to: integer ms for time, JSON as text, ids made by the app, 0/1 for booleans,
 * no arrays, no data-modifying CTE. What differs is written as a placeholder:
 *
 * - `$1`: parameter.
 * - `bigint`: 64-bit integer.
 * - `{{rows $1 as r: id text, at bigint}}`: a JSON array of objects as a table, so that one statement serves a whole group.
 * - `{{for update}}`, `{{for update skip locked}}`: row locks; nothing on SQLite, which has one writer.
 */
export type SqlValue = string | number | null;

export interface Statement {
  readonly sqlite: string;
  readonly postgres: string;
}

/** A transaction (or a reader) of either engine. */
export interface Sql {
  /** The store's clock when the transaction began, epoch ms. */
  readonly now: number;
  all<Row extends object>(statement: Statement, ...parameters: SqlValue[]): Promise<Row[]>;
  /** Returns the number of rows changed. */
  run(statement: Statement, ...parameters: SqlValue[]): Promise<number>;
}

const ROWS = /\{\{rows \$(\d+) as (\w+): ([^}]+)\}\}/g;
const LOCK = /\{\{(for update(?: skip locked)?)\}\}/g;

/** Parses a catalogue text once, at load. */
export function statement(text: string): Statement {
  return { sqlite: renderSqlite(text), postgres: renderPostgres(text) };
}

function renderSqlite(text: string): string {
  return text
    .replace(ROWS, (_, parameter: string, alias: string, columns: string) => {
      const fields = columnNames(columns).map((name) => `value ->> '${name}' as ${name}`);
      return `(select ${fields.join(', ')} from json_each($${parameter})) as ${alias}`;
    })
    .replace(LOCK, '')
    .replace(/\$(\d+)/g, '?$1')
    .replace(/\bbigint\b/g, 'integer');
}

function renderPostgres(text: string): string {
  return text
    .replace(ROWS, 'json_to_recordset($$$1::json) as $2($3)')
    .replace(LOCK, '$1');
}

function columnNames(columns: string): string[] {
  return columns.split(',').map((column) => column.trim().split(/\s+/)[0] ?? '');
}
