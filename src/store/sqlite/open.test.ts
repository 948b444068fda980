import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from './open.ts';

test('a file that is no database is left as it is, and its path and the way out are told', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-open-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'chasqui.db');
  const notes = 'Somebody kept notes here, and they are no database.\n'.repeat(100);
  writeFileSync(path, notes);

  await expect(openSqliteStore({ directory })).rejects.toThrow(`${path} cannot be used: `);
  await expect(openSqliteStore({ directory })).rejects.toThrow(/Restore a backup .+, or move .+ away/);
  expect(readFileSync(path, 'utf8')).toBe(notes);

  rmSync(path);
  await (await openSqliteStore({ directory })).close();
});
