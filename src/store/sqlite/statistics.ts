import type { DatabaseSync } from 'node:sqlite';

/**
 * Removes what SQLite's planner was told about the sizes of tables. Those of a young store say "one row", stay while it grows, and then
 * make the planner scan whole tables; without any it takes the indexes, as every statement here is meant to.
 */
export function forgetStatistics(db: DatabaseSync): void {
  const kept = db.prepare("select name from sqlite_schema where type = 'table' and name like 'sqlite_stat_'").all();
  for (const { name } of kept) db.exec(`drop table ${String(name)}`);
}
