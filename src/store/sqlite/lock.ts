import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createOwnFile } from '../../host/data-folder.ts';

/**
 * Keeps a second gateway off the folder: an exclusive transaction on a file of its own. The operating system releases it when the process
 * dies, however it dies. Returns the function that releases it; throws a sentence for the operator if another process holds it.
 */
export function lockFolder(directory: string): () => void {
  const path = join(directory, 'lock.db');
  createOwnFile(path);
  const db = new DatabaseSync(path);
  try {
    db.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (cause) {
    db.close();
    throw new Error(
      `Another gateway is already using the data folder ${directory}. Stop it, or give this one a folder of its own (CHASQUI_DATA_DIR).`,
      { cause },
    );
  }
  return () => db.close();
}
