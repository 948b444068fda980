import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from './open.ts';

function statisticsIn(path: string): unknown[] {
  const db = new DatabaseSync(path);
  const found = db.prepare("select name from sqlite_schema where name like 'sqlite_stat_'").all();
  db.close();
  return found;
}

test('a store keeps no statistics of its tables: those of a young store mislead the planner when it has grown', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-statistics-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'chasqui.db');
  await (await openSqliteStore({ directory })).close();
  expect(statisticsIn(path)).toEqual([]);

  const db = new DatabaseSync(path);
  db.exec('analyze');
  db.close();
  expect(statisticsIn(path)).not.toEqual([]);
  await (await openSqliteStore({ directory })).close();
  expect(statisticsIn(path)).toEqual([]);
});
