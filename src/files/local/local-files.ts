import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { FileStore } from '../../domain/file-store.ts';
import { pathOfKey } from './path-of-key.ts';

/** What is written now lies here until it is whole. Names begin with the key. */
const INCOMING = 'incoming';
/** Of the folders that `pathOfKey` makes. */
const FOLDER = /^[0-9a-f]{2}$/;
/** Longer than any file takes to arrive: another gateway on the same folder may be writing a younger one. */
const ORPHANED_AFTER_MS = 24 * 3_600_000;

/** Files in a folder, which several gateways may share. Made if it is not there; readable by its owner only. */
export async function openLocalFiles({ directory }: { directory: string }): Promise<FileStore> {
  const incoming = join(directory, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeOrphans(incoming);

  return {
    async put(key, body) {
      const target = join(directory, pathOfKey(key));
      // Not the process's number: in containers every gateway has the same one.
      const temporary = join(incoming, `${key}.${randomUUID()}`);
      try {
        await write(temporary, body);
        await moveDurably(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async open(key, range) {
      const handle = await openToRead(join(directory, pathOfKey(key)));
      if (handle === null) return null;
      // The stream owns the handle from here on. Node's web streams are the platform's.
      return Readable.toWeb(handle.createReadStream(range ?? {})) as ReadableStream<Uint8Array>;
    },
    async stat(key) {
      try {
        return { sizeBytes: (await stat(join(directory, pathOfKey(key)))).size };
      } catch (error) {
        return nullIfMissing(error);
      }
    },
    list: () => listFiles(directory),
    delete: (key) => rm(join(directory, pathOfKey(key)), { force: true }),
  };
}

async function write(path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of body) await writeWhole(file, chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength; ) {
    written += (await file.write(chunk, written)).bytesWritten;
  }
}

/** A name survives a power cut once its folder is synced, and a new folder once the one above it is. */
async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  const firstMade = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(from, to);
  await syncFolder(folder);
  for (let made = folder; firstMade !== undefined && made.length >= firstMade.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function openToRead(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    return nullIfMissing(error);
  }
}

/** Folder by folder, so that no list of all files is ever in memory. */
async function* listFiles(directory: string): AsyncGenerator<{ key: string; writtenAt: number }> {
  for (const outer of await readdir(directory)) {
    if (!FOLDER.test(outer)) continue;
    for (const inner of await readdir(join(directory, outer))) {
      const folder = join(directory, outer, inner);
      for (const key of await readdir(folder)) {
        const found = await stat(join(folder, key)).catch(nullIfMissing);
        if (found !== null) yield { key, writtenAt: found.mtimeMs };
      }
    }
  }
}

/** What a process left behind that ended while it wrote. */
async function removeOrphans(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(nullIfMissing);
    if (found !== null && Date.now() - found.mtimeMs > ORPHANED_AFTER_MS) await rm(path, { force: true });
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
