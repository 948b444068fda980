import { createReadStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Waits until a file's bytes, or a folder's names, are on the disk. */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** After a power cut the new file is there whole or not at all. Only its owner may read it. It is refused if it exists. */
export function writeNewFile(path: string, text: string): Promise<void> {
  return fillNewFile(path, text);
}

/** As `writeNewFile`, whoever may read the file that it is copied from. */
export function copyToNewFile(from: string, to: string): Promise<void> {
  return fillNewFile(to, createReadStream(from));
}

async function fillNewFile(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a file or folder, already on the disk, its name; durable when it resolves. Both are in one folder. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await syncToDisk(dirname(from));
  await rename(from, to);
  await syncToDisk(dirname(to));
}
