import type { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import { PROGRESS_TABLE } from '../../postgres/unfinished-move.ts';
import { Digest } from './digest.ts';
import { keyOf, PAGE_CHARACTERS, PAGE_ROWS, readPage } from './source.ts';
import { listed, type Row, type Table } from './tables.ts';
import { inTransaction, type TableProgress } from './target.ts';

export interface Ends {
  source: DatabaseSync;
  target: Client;
}

/** Copies what is not yet copied; a page and the progress are one transaction, so that a dead process loses nothing and doubles nothing. */
export async function copyTable(
  { source, target }: Ends,
  table: Table,
  from: { progress: TableProgress; onRows(rows: number): void },
): Promise<void> {
  const columns = listed(table.columns);
  const insert = `insert into "${table.name}" (${columns}) overriding system value
    select ${columns} from json_populate_recordset(null::"${table.name}", $1::json)`;
  let after = from.progress.key;
  for (;;) {
    const page = readPage(source, table, after);
    const last = page.at(-1);
    if (last === undefined) return;
    after = keyOf(table, last);
    const key = JSON.stringify(after);
    await inTransaction(target, async () => {
      await target.query(insert, [JSON.stringify(page)]);
      await target.query(`update ${PROGRESS_TABLE} set last_key = $2, copied = copied + $3 where table_name = $1`, [
        table.name,
        key,
        page.length,
      ]);
    });
    from.onRows(page.length);
  }
}

/** Reads both sides whole. Throws a sentence if they differ. */
export async function verifyTable(
  { source, target }: Ends,
  table: Table,
  onRows: (rows: number) => void,
): Promise<void> {
  const [left, right] = [new Digest(), new Digest()];
  for (let page = readPage(source, table, null); page.length > 0; ) {
    for (const row of page) left.add(table, row);
    onRows(page.length);
    const last = page.at(-1);
    page = last === undefined ? [] : readPage(source, table, keyOf(table, last));
  }
  const rowsAtOnce = await countRowsAtOnce(target, table);
  await inTransaction(target, async () => {
    await target.query(`declare moved no scroll cursor for select ${listed(table.columns)} from "${table.name}"`);
    for (;;) {
      const { rows } = await target.query<Row>(`fetch ${rowsAtOnce} from moved`);
      for (const row of rows) right.add(table, row);
      if (rows.length === 0) break;
    }
  });
  if (left.equals(right)) return;
  throw new Error(
    `The table ${table.name} came out different (${left.rows} rows here, ${right.rows} there). Somebody wrote to the target or the folder ` +
      'meanwhile: begin again with --restart.',
  );
}

/** How many of the target's rows make a page, were all as long as the longest. */
export async function countRowsAtOnce(target: Client, { name }: Pick<Table, 'name'>): Promise<number> {
  const longest = `select max(octet_length(one::text)) as bytes from "${name}" as one`;
  const { rows } = await target.query<{ bytes: number | null }>(longest);
  return Math.min(PAGE_ROWS, Math.max(1, Math.floor(PAGE_CHARACTERS / (rows[0]?.bytes ?? 1))));
}
