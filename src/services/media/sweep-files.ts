import type { FileStore } from '../../domain/file-store.ts';
import type { MediaStore } from '../../store/media.ts';

/** Small enough that nothing waits for it. */
const CHUNK = 100;

/** Nothing that is being stored takes so long to get its row. */
const ORPHANED_AFTER_MS = 24 * 3_600_000;
const ORPHANS_EVERY_MS = 24 * 3_600_000;

export interface FileSweepParts {
  store: Pick<MediaStore, 'abandonedMedia' | 'dropMedia' | 'unknownFiles'>;
  files: Pick<FileStore, 'delete' | 'list'>;
}

/** What is due of both sweeps, whenever it is called: orphans at the first call, and then daily. */
export function createFileSweep(parts: FileSweepParts, now: () => number): () => Promise<number> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const abandoned = await sweepAbandonedFiles(parts);
    if (now() < nextAt) return abandoned;
    const orphans = await sweepOrphanedFiles(parts, now());
    nextAt = now() + ORPHANS_EVERY_MS;
    return abandoned + orphans;
  };
}

/** Deletes files that no row names, left by a process that died between file and row. How many. */
async function sweepOrphanedFiles({ store, files }: FileSweepParts, now: number): Promise<number> {
  let total = 0;
  const old: string[] = [];
  async function deleteUnknown(): Promise<void> {
    const unknown = await store.unknownFiles(old.splice(0));
    for (const key of unknown) await files.delete(key);
    total += unknown.length;
  }
  for await (const { key, writtenAt } of files.list()) {
    if (writtenAt < now - ORPHANED_AFTER_MS) old.push(key);
    if (old.length >= CHUNK) await deleteUnknown();
  }
  await deleteUnknown();
  return total;
}

/** Deletes the files of deleted channels, and their rows after them: what dies in between goes on at the next sweep. How many. */
export async function sweepAbandonedFiles({ store, files }: FileSweepParts): Promise<number> {
  for (let total = 0; ; ) {
    const found = await store.abandonedMedia(CHUNK);
    if (found.length === 0) return total;
    for (const { fileKey } of found) if (fileKey !== null) await files.delete(fileKey);
    await store.dropMedia(found.map(({ id }) => id));
    total += found.length;
  }
}
