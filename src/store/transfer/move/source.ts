import type { DatabaseSync } from 'node:sqlite';
import { listed, type Row, renderRow, type Table, type Value } from './tables.ts';

export const PAGE_ROWS = 2_000;
/** One webhook's raw body may be megabytes; a page is one parameter of one statement. */
export const PAGE_CHARACTERS = 4_000_000;

/** The next rows behind a key in the order of the table's primary key, as the target is to have them. */
export function readPage(source: DatabaseSync, table: Table, after: readonly Value[] | null): Row[] {
  const { name, columns, key } = table;
  const where = after === null ? '' : `where (${listed(key)}) > (${key.map(() => '?').join(', ')})`;
  const text = `select ${listed(columns)} from "${name}" ${where} order by ${listed(key)} limit ${PAGE_ROWS}`;
  const rows: Row[] = [];
  let characters = 0;
  for (const found of source.prepare(text).iterate(...(after ?? []))) {
    // Tables are strict: integers and text only.
    const row = found as Record<string, Value>;
    rows.push(renderRow(name, row));
    for (const value of Object.values(row)) if (typeof value === 'string') characters += value.length;
    if (characters >= PAGE_CHARACTERS) break;
  }
  return rows;
}

export function keyOf(table: Table, row: Row): Value[] {
  return table.key.map((column) => row[column] ?? null);
}

export function countRows(source: DatabaseSync, { name }: Table): number {
  return Number(source.prepare(`select count(*) as n from "${name}"`).get()?.n);
}

/** The last number that a counter gave: fencing tokens and places in the log of events must never go backwards. */
export function readCounters(source: DatabaseSync): { laneToken: number; event: number } {
  const token = source.prepare("select value from counter where name = 'lane_token'").get()?.value;
  const event = source.prepare("select seq from sqlite_sequence where name = 'event'").get()?.seq;
  return { laneToken: Number(token ?? 0), event: Number(event ?? 0) };
}
