/**
 * One SQL text for both engines. Shared SQL keeps to: integer ms for time, JSON as text, ids made by the app, 0/1 for booleans,
 * no arrays, no data-modifying CTE. What differs is written as a placeholder:
 *
 * - `$1`: parameter.
 * - `bigint`: 64-bit integer.
 * - `{{rows $1 as r: id text, at bigint}}`: a JSON array of objects as a table, so that one statement serves a whole group.
 * - `{{for update}}`, `{{for update skip locked}}`: row locks; nothing on SQLite, which has one writer.
 * - `{{heap}}`, `{{clustered}}`: end of `create table`; on SQLite strict types, and for `clustered` rows kept in the primary key's order.
 *
 * What is looked up by a key of several columns takes all of them from `rows`, also a constant one: PostgreSQL, as long as it has no statistics,
 * would rather scan for the constant.
 *
 * A statement that the engines say differently is written as a literal with two texts; an empty one does nothing.
 */
export type SqlValue = string | number | null;

export interface Statement {
  readonly sqlite: string;
  readonly postgres: string;
  /** What SQLite runs for each row of `Sql.write`; absent where the statement needs its rows together. */
  readonly each?: EachRow;
}

export interface EachRow {
  readonly sqlite: string;
  /** Bound in this order, after the parameters that all rows share. */
  readonly columns: readonly string[];
}

/** A transaction (or a reader) of either engine. Statements issued without waiting for one another run in that order, at less cost. */
export interface Sql {
  /** The store's clock when the transaction began, epoch ms. */
  readonly now: number;
  all<Row extends object>(statement: Statement, ...parameters: SqlValue[]): Promise<Row[]>;
  /** Returns the number of rows changed. */
  run(statement: Statement, ...parameters: SqlValue[]): Promise<number>;
  /**
   * Runs a statement that writes the rows of its `{{rows $1}}`; `parameters`: from `$2` on. Nothing happens without rows. Returns the number
   * of rows changed. SQLite binds row by row, which costs half of writing them as JSON and reading that again.
   */
  write(statement: Statement, values: readonly object[], ...parameters: SqlValue[]): Promise<number>;
  /** After the commit, `Engine.onNotify` of this topic fires on every node. Not in queries. */
  notify(topic: string): void;
}

const ROWS = /\{\{rows \$(\d+) as (\w+): ([^}]+)\}\}/g;
const LOCK = /\{\{(for update(?: skip locked)?)\}\}/g;

/** Parses a catalogue text once, at load. */
export function statement(text: string): Statement {
  const each = renderEach(text);
  return { sqlite: renderSqlite(text), postgres: renderPostgres(text), ...(each && { each }) };
}

/** A group's rows as the parameter of `{{rows}}`. */
export function rows(values: readonly object[]): string {
  return storableJson(values);
}

/**
 * JSON text for a column or parameter. PostgreSQL stores neither U+0000 nor half a surrogate pair in text, so both become U+FFFD,
 * on either engine.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  return UNSTORABLE.test(text) ? text.replace(ESCAPE, (part) => (UNSTORABLE.test(part) ? '\\ufffd' : part)) : text;
}

/** Text as `storableJson` would keep it. */
export function storableText(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.toWellFormed().replaceAll('\0', '\ufffd') : text;
}

/** The value as `storableJson` would keep it; itself if nothing in it must change. */
export function storable<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  return text !== undefined && UNSTORABLE.test(text) ? JSON.parse(storableJson(value)) : value;
}

// `JSON.stringify` escapes only what stands alone of a surrogate pair, in lower case.
const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/;
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;

// `jsonb_each` hands out parsed objects; with `json_each` every column would parse its row's text again.
function renderSqlite(text: string): string {
  return text
    .replace(ROWS, (_, parameter: string, alias: string, columns: string) => {
      const fields = columnNames(columns).map((name) => `value ->> '${name}' as ${name}`);
      return `(select ${fields.join(', ')} from jsonb_each($${parameter})) as ${alias}`;
    })
    .replace(LOCK, '')
    .replace('{{heap}}', 'strict')
    .replace('{{clustered}}', 'strict, without rowid')
    .replace(/\$(\d+)/g, '?$1')
    .replace(/\bbigint\b/g, 'integer');
}

/** `insert … select r.a from {{rows}}` becomes `insert … select ?1`; so do updates. Only where the rows stand alone in their `from`. */
const ROWS_ALONE = /\s*from \{\{rows \$1 as r: ([^}]+)\}\}(?=\s*(?:where\b|on conflict\b|\)|$))/;

function renderEach(text: string): EachRow | undefined {
  const columns = columnNames(ROWS_ALONE.exec(text)?.[1] ?? '');
  if (columns[0] === '' || text.match(ROWS)?.length !== 1) return undefined;
  const shared = Math.max(1, ...Array.from(text.matchAll(/\$(\d+)/g), ([, n]) => Number(n))) - 1;
  const sqlite = text
    .replace(ROWS_ALONE, '')
    .replace(/\$(\d+)/g, (_, n: string) => `?${Number(n) - 1}`)
    .replace(/\br\.(\w+)\b/g, (_, column: string) => `?${shared + 1 + columns.indexOf(column)}`)
    .replace(/\bbigint\b/g, 'integer');
  return { sqlite, columns };
}

function renderPostgres(text: string): string {
  return text
    .replace(ROWS, 'json_to_recordset($$$1::json) as $2($3)')
    .replace(LOCK, '$1')
    .replace(/\{\{(?:heap|clustered)\}\}/, '');
}

function columnNames(columns: string): string[] {
  return columns.split(',').map((column) => column.trim().split(/\s+/)[0] ?? '');
}
