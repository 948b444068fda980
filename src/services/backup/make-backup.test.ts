import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupOf } from '../../../test/support/backup-means.ts';
import { freshFolder } from '../../../test/support/databases.ts';
import { addFile, type KeptStore, openKeptStore } from '../../../test/support/kept-store.ts';
import { openLocalFiles } from '../../files/local/local-files.ts';
import { inspectDatabase } from '../../store/transfer/resting-database.ts';
import { createVault, generateSecretKey } from '../secrets.ts';
import { makeBackup } from './make-backup.ts';

const vault = createVault({ current: generateSecretKey() });

let scratch: ReturnType<typeof freshFolder>;
let directory: string;
let kept: KeptStore;
beforeEach(async () => {
  scratch = freshFolder();
  directory = join(scratch.directory, 'data');
  kept = await openKeptStore(directory, vault);
});
afterEach(async () => {
  await kept.close();
  scratch.remove();
});

const into = () => join(scratch.directory, 'backup');

test('the manifest tells what is in it and which key opens it', async () => {
  const manifest = await makeBackup(backupOf(directory, into()));
  expect(manifest).toMatchObject({
    release: '1.2.3',
    createdAt: '2026-01-31T00:00:00.000Z',
    database: { secretKeyId: vault.keyId, messages: 3, conversations: 1 },
    files: 1,
    missingFiles: 0,
  });
});

test('nothing is overwritten, and a backup that was interrupted is not taken for one', async () => {
  mkdirSync(into());
  await expect(makeBackup(backupOf(directory, into()))).rejects.toThrow('exists already');
  rmSync(into(), { recursive: true });
  mkdirSync(`${into()}.partial`);
  await expect(makeBackup(backupOf(directory, into()))).rejects.toThrow(/runs, or was interrupted.*delete/);
  expect(existsSync(into())).toBe(false);
});

test.each([
  ['no store there', { database: '/nowhere/chasqui.db' }, 'There is no database at /nowhere/chasqui.db'],
  ['a folder that is not there', { into: '/nowhere/backup' }, 'The folder /nowhere does not exist'],
])('%s: a sentence, and nothing is left behind', async (_, wrong, sentence) => {
  await expect(makeBackup({ ...backupOf(directory, into()), ...wrong })).rejects.toThrow(sentence);
  expect(readdirSync(scratch.directory)).toEqual(['data']);
});

test('a file that is no database is refused with a sentence', async () => {
  const broken = join(scratch.directory, 'broken.db');
  writeFileSync(broken, 'this is no database'.repeat(500));
  await expect(makeBackup(backupOf(directory, into(), { database: broken }))).rejects.toThrow('could not be copied');
  expect(existsSync(`${into()}.partial`)).toBe(false);
});

test('a file that is deleted while the backup is made is deleted in the copy too', async () => {
  const gone = await addFile(kept.store, directory);
  const openFiles = async (folder: string) => {
    const files = await openLocalFiles({ directory: folder });
    const open: typeof files.open = async (key) => {
      if (key === gone && folder.startsWith(directory)) {
        await kept.store.media.discardMedia(gone, 'deleted by its owner');
        await files.delete(gone);
      }
      return files.open(key);
    };
    return { ...files, open };
  };
  const manifest = await makeBackup(backupOf(directory, into(), { openFiles }));
  expect(manifest).toMatchObject({ files: 1, missingFiles: 0 });
  expect(inspectDatabase(join(into(), 'chasqui.db')).counts.files).toBe(1);
});

test('a file that is missing though a row names it is counted', async () => {
  const lost = await addFile(kept.store, directory);
  await (await openLocalFiles({ directory: join(directory, 'media') })).delete(lost);
  expect(await makeBackup(backupOf(directory, into()))).toMatchObject({ files: 1, missingFiles: 1 });
});
