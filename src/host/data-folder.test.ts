import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chasqui-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a folder that is made is open to its owner only', () => {
  const folder = join(freshFolder(), 'data');
  openDataFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a folder that is there stays as it is', () => {
  const folder = freshFolder();
  const { mode } = statSync(folder);
  openDataFolder(folder);
  expect(statSync(folder).mode).toBe(mode);
});

test('a file in its place is refused with a sentence that names the setting', () => {
  const file = join(freshFolder(), 'data');
  writeFileSync(file, '');
  expect(() => openDataFolder(file)).toThrow(/^The data folder .+ cannot be used .+ Set CHASQUI_DATA_DIR to a folder/);
});
