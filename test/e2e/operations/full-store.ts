import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { movingTables } from '../../../src/store/transfer/move/tables.ts';

/** Makes a store with so many invented rows in every table: as the schema demands it, whatever the program means. */
export async function fillStore(directory: string, rows: { each: number; messages: number }): Promise<void> {
  await (await openSqliteStore({ directory })).close();
  const db = new DatabaseSync(join(directory, 'chasqui.db'));
  db.exec('begin');
  for (const { name } of movingTables(db)) {
    // It has its one row.
    if (name !== 'registry_version') fillTable(db, name, name === 'message' ? rows.messages : rows.each);
  }
  db.exec("update counter set value = 4711 where name = 'lane_token'");
  db.exec('commit');
  db.close();
}

function fillTable(db: DatabaseSync, table: string, rows: number): void {
  const columns = db.prepare('select name, type from pragma_table_info(?)').all(table);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const insert = db.prepare(`insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`);
  for (let row = 1; row <= rows; row += 1) {
    insert.run(...columns.map(({ name, type }) => invent(String(name), type === 'INTEGER', row)));
  }
}

/** Texts with everything that engines and formats may see differently. */
function invent(column: string, isNumber: boolean, row: number): string | number {
  if (isNumber) return column === 'leased' ? row % 2 : row * 1_000_003;
  if (column === 'state') return 'standby';
  return `${row} ${column} "quoted" \\ 'single' \t ü 漢 🙂 \u2028 {"a":null} ${'x'.repeat(row % 50)}`;
}
