import { existsSync } from 'node:fs';
import { backup } from 'node:sqlite';
import { createOwnFile } from '../../host/data-folder.ts';
import { openReader } from '../sqlite/connection.ts';

/** About 4 MB between two looks at the progress. */
const PAGES_PER_STEP = 1_000;

export interface DatabaseCopy {
  /** A SQLite file; a gateway may be writing to it. */
  from: string;
  /** Must not exist; only its owner may read it. */
  to: string;
  /** Pages. */
  onProgress(done: number, total: number): void;
}

/**
 * Copies a database as it is at one moment, beside whoever writes to it. The snapshot is held by an open read transaction: without one, SQLite
 * begins the copy anew after every commit of another process, and never ends under load. Throws a sentence for the operator.
 */
export async function copyDatabase({ from, to, onProgress }: DatabaseCopy): Promise<void> {
  if (!existsSync(from)) throw new Error(`There is no database at ${from}; CHASQUI_DATA_DIR names its folder.`);
  const source = openReader(from);
  try {
    source.exec('begin');
    source.prepare('select count(*) from sqlite_schema').get();
    createOwnFile(to);
    const pages = await backup(source, to, {
      rate: PAGES_PER_STEP,
      progress: ({ totalPages, remainingPages }) => onProgress(totalPages - remainingPages, totalPages),
    });
    // The last step is not told of by itself.
    onProgress(pages, pages);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${from} could not be copied: ${reason}`, { cause });
  } finally {
    source.close();
  }
}
