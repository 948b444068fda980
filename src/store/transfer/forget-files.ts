import { DatabaseSync } from 'node:sqlite';
import { openReader } from '../sqlite/connection.ts';

const FAILURE = 'The file was deleted while the backup was made.';

/** Which of these files the rows of a database, perhaps in use, still name. */
export function stillNamed(path: string, keys: readonly string[]): string[] {
  const db = openReader(path);
  try {
    const find = db.prepare('select 1 from media where file_key = ?');
    return keys.filter((key) => find.get(key) !== undefined);
  } finally {
    db.close();
  }
}

/** In a copy, carries out deletions of files that came after the moment of the copy. */
export function forgetFiles(path: string, keys: readonly string[]): void {
  const db = new DatabaseSync(path);
  try {
    const forget = db.prepare("update media set state = 'failed', file_key = null, failure = ? where file_key = ?");
    for (const key of keys) forget.run(FAILURE, key);
  } finally {
    db.close();
  }
}
