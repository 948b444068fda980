import type { FileStore } from '../../domain/file-store.ts';
import type { MediaStore } from '../../store/media.ts';

/** Small enough that nothing waits for it. */
const CHUNK = 100;

export interface FileSweepParts {
  store: Pick<MediaStore, 'abandonedMedia' | 'dropMedia'>;
  files: Pick<FileStore, 'delete'>;
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
