import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '../../domain/file-store.ts';
import { openDataFolder } from '../../host/data-folder.ts';
import { copyToNewFile, renameDurably, syncToDisk } from '../../host/durable-files.ts';
import { isRestoring, markRestoring, unmarkRestoring, wasMovingTo } from '../../store/sqlite/folder-marks.ts';
import { lockFolder } from '../../store/sqlite/lock.ts';
import { dropWaiting } from '../../store/transfer/drop-waiting.ts';
import { type DatabaseFacts, inspectDatabase, type Waiting } from '../../store/transfer/resting-database.ts';
import type { Vault } from '../secrets.ts';
import { checkFits } from './check-fits.ts';
import { verifyChecksums } from './checksums.ts';
import { moveAside, nameAside, refuseOccupied } from './make-room.ts';
import { BackupUnusable, DATABASE, type Manifest, MEDIA, readManifest } from './manifest.ts';
import type { TransferProgress } from './progress.ts';

export interface RestoreOptions {
  /** A folder that `makeBackup` made. */
  from: string;
  /** Made if absent. */
  dataDirectory: string;
  mediaDirectory: string;
  /** Opens the file store in a folder. */
  openFiles(directory: string): Promise<FileStore>;
  /** Null: no secret key is configured. */
  vault: Vault | null;
  /** What the folders hold is moved aside. */
  replace: boolean;
  /** Whether to drop what waits to be sent or answered; asked only if something waits. */
  shouldDrop(waiting: Waiting): Promise<boolean>;
  now: Date;
  onProgress(progress: TransferProgress): void;
}

export interface Restored {
  manifest: Manifest;
  waiting: Waiting;
  dropped: boolean;
  /** Where what was there before is now. */
  movedTo: string | null;
}

/**
 * Puts a backup where a gateway finds it, after checking it whole. Until it is done the folder refuses gateways; interrupted, it may be begun
 * again.
 *
 * @throws BackupUnusable, or an error with a sentence: the folder holds something, a gateway uses it, the key is another.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const manifest = await readManifest(options.from);
  if (!manifest.database) {
    throw new BackupUnusable(
      `${options.from} holds files only; give "--files-only" and restore the rows with pg_restore.`,
    );
  }
  openDataFolder(options.dataDirectory);
  const unlock = lockFolder(options.dataDirectory);
  try {
    if (!options.replace && !isRestoring(options.dataDirectory)) await refuseOccupied(options);
    await verifyChecksums(options.from, (done, total) => options.onProgress({ step: 'checking', done, total }));
    const facts = inspectDatabase(join(options.from, DATABASE));
    checkFits(facts, options.vault);
    return { manifest, ...(await put(options, facts)) };
  } finally {
    unlock();
  }
}

async function put(options: RestoreOptions, facts: DatabaseFacts): Promise<Omit<Restored, 'manifest'>> {
  const { waiting } = facts;
  const { dataDirectory, now } = options;
  const dropped = Object.values(waiting).some((count) => count > 0) && (await options.shouldDrop(waiting));
  const movedTo = await makeRoom(options);
  const unready = join(dataDirectory, `${DATABASE}.restoring`);
  await removeDatabase(unready);
  await copyToNewFile(join(options.from, DATABASE), unready);
  if (dropped) await dropWaiting(unready, now.getTime());
  await syncToDisk(unready);
  await putFiles({ ...options, total: facts.counts.files });
  await renameDurably(unready, join(dataDirectory, DATABASE));
  unmarkRestoring(dataDirectory);
  await syncToDisk(dataDirectory);
  return { waiting, dropped, movedTo };
}

/** Marked from the first move on: a gateway that started now would find a database without its log, or make a new one beside it. */
async function makeRoom(options: RestoreOptions): Promise<string | null> {
  const { dataDirectory, now } = options;
  const begun = wasMovingTo(dataDirectory);
  if (isRestoring(dataDirectory) && begun === null) return null;
  const name = begun ?? nameAside(now);
  markRestoring(dataDirectory, name);
  await syncToDisk(dataDirectory);
  const movedTo = await moveAside(options, name);
  await syncToDisk(dataDirectory);
  markRestoring(dataDirectory);
  return movedTo;
}

/** SQLite would carry the log of a restore that was interrupted over to whatever takes the place of its file. */
async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${path}${suffix}`, { force: true });
}

type FilesOnly = Pick<RestoreOptions, 'from' | 'mediaDirectory' | 'openFiles' | 'onProgress'>;

/**
 * Puts the files of a backup where they belong, beside a gateway or not; those that are there already are the same.
 *
 * @throws BackupUnusable
 */
export async function restoreFiles(options: FilesOnly): Promise<Manifest> {
  const manifest = await readManifest(options.from);
  await verifyChecksums(options.from, (done, total) => options.onProgress({ step: 'checking', done, total }));
  await putFiles({ ...options, total: manifest.files });
  return manifest;
}

async function putFiles({
  from,
  mediaDirectory,
  openFiles,
  onProgress,
  total,
}: FilesOnly & { total: number }): Promise<void> {
  const source = join(from, MEDIA);
  if (!existsSync(source)) return;
  const [stored, target] = [await openFiles(source), await openFiles(mediaDirectory)];
  let done = 0;
  for await (const { key } of stored.list()) {
    const body = await stored.open(key);
    if (body === null) throw new BackupUnusable(`The file ${key} disappeared from the backup ${from}.`);
    await target.put(key, body);
    done += 1;
    onProgress({ step: 'files', done, total });
  }
}
