import type { DatabaseSync } from 'node:sqlite';

/** A table that moves, as the source describes it. */
export interface Table {
  name: string;
  columns: readonly string[];
  /** Of the primary key, in its order. */
  key: readonly string[];
}

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** The target makes its own list of migrations, and its tokens come from a sequence. */
const STAYS = new Set(['migration', 'counter']);

/** Every table but those that a target has of its own, by name. */
export function movingTables(source: DatabaseSync): Table[] {
  const found = source
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all();
  return found
    .map(({ name }) => String(name))
    .filter((name) => !STAYS.has(name))
    .map((name) => describeTable(source, name));
}

function describeTable(source: DatabaseSync, name: string): Table {
  const columns = source.prepare('select name, pk from pragma_table_info(?)').all(name);
  const key = columns.filter(({ pk }) => Number(pk) > 0).toSorted((a, b) => Number(a.pk) - Number(b.pk));
  if (key.length === 0) throw new Error(`The table ${name} has no primary key, so it cannot be moved piece by piece.`);
  return { name, columns: columns.map((column) => String(column.name)), key: key.map((column) => String(column.name)) };
}

/** What a row of the source is in the target. Whoever had something in hand is gone with the old gateway; it is due at once. */
export function renderRow(table: string, row: Row): Row {
  if (table === 'lane' && row.leased === 1) return { ...row, leased: 0, token: 0, due: row.since ?? 0 };
  if (table === 'event_webhook') return { ...row, lease_until: 0 };
  return row;
}

/** For a list of columns in SQL; names come from a schema of ours. */
export function listed(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
