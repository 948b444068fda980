import { existsSync } from 'node:fs';
import { access, constants, mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FileStore } from '../../domain/file-store.ts';
import { renameDurably, syncToDisk } from '../../host/durable-files.ts';
import { copyDatabase } from '../../store/transfer/copy-database.ts';
import { forgetFiles, stillNamed } from '../../store/transfer/forget-files.ts';
import { fileKeysOf, inspectDatabase } from '../../store/transfer/resting-database.ts';
import { keyIdOf } from '../secrets.ts';
import { writeChecksums } from './checksums.ts';
import { BackupUnusable, DATABASE, type Manifest, MEDIA, newManifest, writeManifest } from './manifest.ts';
import type { TransferProgress } from './progress.ts';

export interface BackupOptions {
  /** The SQLite file, in use or not; null: files only. */
  database: string | null;
  /** Opens the file store in a folder. */
  openFiles(directory: string): Promise<FileStore>;
  mediaDirectory: string;
  /** A folder that does not exist yet, in one that does. */
  into: string;
  release: string;
  now: Date;
  onProgress(progress: TransferProgress): void;
}

/**
 * Makes a folder with the database as it is at one moment and the files that its rows name. It has another name until it is whole and on the
 * disk. Rows come first: files that arrive later are not needed, and those deleted meanwhile are then deleted in the copy too.
 *
 * @throws BackupUnusable with a sentence; nothing is left behind.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const into = resolve(options.into);
  const partial = `${into}.partial`;
  await prepare(into, partial);
  try {
    const manifest = await fill(partial, options);
    await writeManifest(partial, manifest);
    await writeChecksums(partial, (done, total) => options.onProgress({ step: 'checking', done, total }));
    await syncToDisk(partial);
    await renameDurably(partial, into);
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function prepare(into: string, partial: string): Promise<void> {
  if (existsSync(into)) throw new BackupUnusable(`${into} exists already; a backup overwrites nothing.`);
  const parent = dirname(into);
  await access(parent, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new BackupUnusable(`The folder ${parent} does not exist, or you may not write there.`, { cause });
  });
  if (existsSync(partial)) {
    throw new BackupUnusable(`Another backup to ${into} runs, or was interrupted. If none runs, delete ${partial}.`);
  }
  await mkdir(partial, { mode: 0o700 });
}

async function fill(partial: string, options: BackupOptions): Promise<Manifest> {
  const stamp = { release: options.release, createdAt: options.now.toISOString() };
  if (options.database === null) {
    const files = await copyFiles(partial, await allKeys(options), options);
    return newManifest({ ...stamp, files: files.copied, missingFiles: 0 });
  }
  const copy = join(partial, DATABASE);
  await copyDatabase({
    from: options.database,
    to: copy,
    onProgress: (done, total) => options.onProgress({ step: 'database', done, total }),
  });
  const { copied, missing } = await copyFiles(partial, fileKeysOf(copy), options);
  const lost = stillNamed(options.database, missing);
  forgetFiles(
    copy,
    missing.filter((key) => !lost.includes(key)),
  );
  await syncToDisk(copy);
  const { schema, secretKeyCheck, counts } = inspectDatabase(copy);
  const secretKeyId = secretKeyCheck === null ? null : keyIdOf(secretKeyCheck);
  const { channels, conversations, messages } = counts;
  const database = { schema, secretKeyId, channels, conversations, messages };
  return newManifest({ ...stamp, database, files: copied, missingFiles: lost.length });
}

async function allKeys({ openFiles, mediaDirectory }: BackupOptions): Promise<string[]> {
  if (!existsSync(mediaDirectory)) throw new BackupUnusable(`There is no folder of files at ${mediaDirectory}.`);
  const keys: string[] = [];
  for await (const { key } of (await openFiles(mediaDirectory)).list()) keys.push(key);
  return keys;
}

async function copyFiles(
  partial: string,
  keys: readonly string[],
  { openFiles, mediaDirectory, onProgress }: BackupOptions,
): Promise<{ copied: number; missing: string[] }> {
  if (keys.length === 0) return { copied: 0, missing: [] };
  const from = await openFiles(mediaDirectory);
  const to = await openFiles(join(partial, MEDIA));
  const missing: string[] = [];
  for (const [at, key] of keys.entries()) {
    const body = await from.open(key);
    if (body === null) missing.push(key);
    else await to.put(key, body);
    onProgress({ step: 'files', done: at + 1, total: keys.length });
  }
  return { copied: keys.length - missing.length, missing };
}
