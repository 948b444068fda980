import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANNEL, Rig } from '../../../test/contracts/store-work-rig.ts';
import { backupOf, restoreOf } from '../../../test/support/backup-means.ts';
import { freshFolder } from '../../../test/support/databases.ts';
import { openKeptStore } from '../../../test/support/kept-store.ts';
import { openLocalFiles } from '../../files/local/local-files.ts';
import { markRestoring } from '../../store/sqlite/folder-marks.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import type { Store } from '../../store/store.ts';
import { createVault, generateSecretKey } from '../secrets.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup, restoreFiles } from './restore-backup.ts';

const vault = createVault({ current: generateSecretKey() });

let scratch: ReturnType<typeof freshFolder>;
let source: string;
let backup: string;
let target: string;
let fileId: string;
beforeEach(async () => {
  scratch = freshFolder();
  [source, backup, target] = [join(scratch.directory, 'a'), join(scratch.directory, 'b'), join(scratch.directory, 'c')];
  const kept = await openKeptStore(source, vault);
  fileId = kept.fileId;
  await kept.close();
});
afterEach(() => scratch.remove());

const make = () => makeBackup(backupOf(source, backup));
const restore = (more: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup(restoreOf(backup, { directory: target, vault }, more));

/** Opens what was restored for one look. */
async function look<Seen>(see: (store: Store, rig: Rig) => Promise<Seen>): Promise<Seen> {
  const store = await openSqliteStore({ directory: target, inProcess: true });
  const rig = new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
  return await see(store, rig).finally(() => store.close());
}

describe('a restored folder', () => {
  test('has the rows and the files, and what waited goes on', async () => {
    await make();
    expect(await restore()).toMatchObject({ waiting: { toSend: 1, toAnswer: 1, bulkSends: 0 }, dropped: false });
    const file = await (await openLocalFiles({ directory: join(target, 'media') })).stat(fileId);
    expect(file?.sizeBytes).toBe(`bytes of ${fileId}`.length);
    expect(await look((_, rig) => rig.claimSends())).toHaveLength(1);
    expect(await look((_, rig) => rig.claimTurns())).toHaveLength(1);
  });

  test('does not send what waited if the operator says so: it is dead letters, which can be replayed', async () => {
    await make();
    expect(await restore({ shouldDrop: async () => true })).toMatchObject({ dropped: true });
    await look(async (store, rig) => {
      expect(await rig.claimSends()).toEqual([]);
      expect(await rig.claimTurns()).toEqual([]);
      const { items } = await store.queries.listDeadLetters({}, { limit: 10 });
      expect(items.map(({ reason }) => reason).toSorted()).toEqual(['bot_failed', 'send_failed']);
      for (const { id } of items) expect(await store.work.replayDeadLetter(id)).toBe('ok');
      expect(await rig.claimSends()).toHaveLength(1);
      expect(await rig.claimTurns()).toHaveLength(1);
    });
  });

  test('goes on with new messages after what waited was dropped', async () => {
    await make();
    await restore({ shouldDrop: async () => true });
    const texts = await look(async (_, rig) => {
      await rig.claimTurns();
      await rig.hear('new');
      return (await rig.claimTurns()).flatMap(({ items }) => items.map(({ content }) => content));
    });
    expect(texts).toEqual([{ type: 'text', text: 'new' }]);
  });
});

describe('damage is found before anything is written', () => {
  test.each(['chasqui.db', 'manifest.json', 'SHA256SUMS'])('one bit of %s is another', async (name) => {
    await make();
    const bytes = readFileSync(join(backup, name));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(backup, name), bytes);
    await expect(restore()).rejects.toThrow(/damaged|cannot be read/);
    expect(filesIn(target)).toEqual([]);
  });

  test('the database ends early, a file is missing, another does not belong to it', async () => {
    await make();
    truncateSync(join(backup, 'chasqui.db'), 8_192);
    rmSync(join(backup, 'media'), { recursive: true });
    writeFileSync(join(backup, 'notes.txt'), 'hello');
    await expect(restore()).rejects.toThrow(
      /damaged: media\/.* is missing, notes\.txt does not belong to it, chasqui\.db was changed\./,
    );
    expect(filesIn(target)).toEqual([]);
  });

  test('a folder that is no backup, or not there', async () => {
    mkdirSync(backup);
    await expect(restore()).rejects.toThrow('is not a backup');
    rmSync(backup, { recursive: true });
    await expect(restore()).rejects.toThrow('is not a backup');
  });
});

describe('it is refused', () => {
  test('if the secret key is another, naming the one that is needed', async () => {
    await make();
    const other = createVault({ current: generateSecretKey() });
    const wrong = restore({ vault: other });
    await expect(wrong).rejects.toThrow(vault.keyId);
    await expect(wrong).rejects.toThrow(`the configured key has the id ${other.keyId}`);
    await expect(restore({ vault: null })).rejects.toThrow('no key is configured');
  });

  test('if a newer release wrote it', async () => {
    const db = new DatabaseSync(join(source, 'chasqui.db'));
    db.exec('insert into migration (version, at) values (999, 1)');
    db.close();
    await make();
    await expect(restore()).rejects.toThrow('schema version 999');
  });

  test('if the folder is not empty, unless what is there may be moved aside', async () => {
    await make();
    await restore();
    await expect(restore()).rejects.toThrow(/is not empty \(.*chasqui\.db.*--force/);
    const { movedTo } = await restore({ replace: true });
    expect(readdirSync(movedTo ?? '').toSorted()).toEqual(['chasqui.db', 'media']);
    expect(await look((_, rig) => rig.claimSends())).toHaveLength(1);
  });

  test('while a gateway uses the folder, also with --force', async () => {
    await make();
    await restore();
    await look(() => expect(restore({ replace: true })).rejects.toThrow('Another gateway is already using'));
  });
});

test('a restore that was interrupted keeps gateways away, and may be begun again', async () => {
  await make();
  mkdirSync(target);
  markRestoring(target);
  writeFileSync(join(target, 'chasqui.db.restoring'), 'half');
  await expect(openSqliteStore({ directory: target })).rejects.toThrow('did not finish');
  await restore();
  expect(await look((_, rig) => rig.claimSends())).toHaveLength(1);
  expect(filesIn(target)).not.toContain('chasqui.db.restoring');
});

test('moving aside that was interrupted keeps gateways away, and goes on to the same place', async () => {
  await make();
  const aside = join(target, 'before-restore-2026-01-31T000000.000Z');
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'chasqui.db'), 'what was there');
  writeFileSync(join(target, 'chasqui.db-wal'), 'and its log');
  markRestoring(target, basename(aside));
  await expect(openSqliteStore({ directory: target })).rejects.toThrow('did not finish');
  expect(await restore({ replace: true })).toMatchObject({ movedTo: aside });
  expect(readdirSync(aside).toSorted()).toEqual(['chasqui.db', 'chasqui.db-wal']);
  expect(await look((_, rig) => rig.claimSends())).toHaveLength(1);
});

test('the folder is marked before anything in it is moved', async () => {
  await make();
  await restore();
  mkdirSync(join(target, 'before-restore-2026-01-31T000000.000Z'));
  writeFileSync(
    join(target, 'before-restore-2026-01-31T000000.000Z', 'media'),
    'in the way of the folder of this name',
  );
  await expect(restore({ replace: true, now: new Date('2026-01-31T00:00:00Z') })).rejects.toThrow();
  await expect(openSqliteStore({ directory: target })).rejects.toThrow('did not finish');
});

test('what an interrupted restore had changed in its copy does not reach the next one', async () => {
  await make();
  mkdirSync(target);
  markRestoring(target);
  const unready = join(target, 'chasqui.db.restoring');
  copyFileSync(join(backup, 'chasqui.db'), unready);
  const db = new DatabaseSync(unready);
  db.exec("pragma journal_mode = wal; update message set channel_id = 'ch_of_another_try'");
  copyFileSync(`${unready}-wal`, join(scratch.directory, 'log'));
  db.close();
  renameSync(join(scratch.directory, 'log'), `${unready}-wal`);
  await restore({ shouldDrop: async () => true });
  await look(async (store) => {
    const { items } = await store.queries.listDeadLetters({}, { limit: 10 });
    expect(new Set(items.map(({ channelId }) => channelId))).toEqual(new Set([CHANNEL]));
  });
  expect(filesIn(target).toSorted()).toEqual(['chasqui.db', 'media']);
});

test('whatever the rights of the folder and of the backup, what is restored is for its owner only', async () => {
  await make();
  for (const path of pathsBelow(backup)) chmodSync(path, 0o444);
  mkdirSync(target);
  chmodSync(target, 0o755);
  await restore();
  const store = await openSqliteStore({ directory: target, inProcess: true });
  const rights = pathsBelow(target).map((path) => [basename(path), (statSync(path).mode & 0o777).toString(8)]);
  await store.close();
  expect(Object.fromEntries(rights)).toEqual({
    ...{
      'chasqui.db': '600',
      'chasqui.db-wal': '600',
      'chasqui.db-shm': '600',
      'lock.db': '600',
      'lock.db-journal': '600',
    },
    [fileId]: '600',
  });
});

test('files alone are saved and put back, for those whose rows are in PostgreSQL', async () => {
  expect(await makeBackup(backupOf(source, backup, { database: null }))).toMatchObject({ files: 1 });
  await expect(restore()).rejects.toThrow('holds files only');
  const means = restoreOf(backup, { directory: target, vault });
  await restoreFiles(means);
  expect(await (await openLocalFiles({ directory: join(target, 'media') })).stat(fileId)).not.toBeNull();
});

function pathsBelow(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function filesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((name) => !name.startsWith('lock.db')) : [];
}
