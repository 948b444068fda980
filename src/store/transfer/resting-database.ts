import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** What a database file that nobody has open holds. */
export interface DatabaseFacts {
  /** Version of the last migration. */
  schema: number;
  /** Ciphertext of the value that tells whether a secret key is the right one; null if no gateway ever started on it. */
  secretKeyCheck: string | null;
  counts: { channels: number; conversations: number; messages: number; files: number };
  /** What would go out when a gateway starts on it. */
  waiting: Waiting;
}

export interface Waiting {
  /** Messages that wait to be sent. */
  toSend: number;
  /** Received messages that wait for the bot. */
  toAnswer: number;
  /** Bulk sends that are running. */
  bulkSends: number;
}

/** Opens a file that nobody writes to, and leaves nothing beside it. Throws a sentence if it is damaged. */
export function inspectDatabase(path: string): DatabaseFacts {
  return reading(path, (db) => {
    const [verdict] = db.prepare('pragma integrity_check(1)').all();
    if (verdict?.integrity_check !== 'ok') throw new Error(String(verdict?.integrity_check));
    const count = (table: string, where = 'true') =>
      hasTable(db, table) ? Number(db.prepare(`select count(*) as n from ${table} where ${where}`).get()?.n) : 0;
    const check = db.prepare("select value from meta where name = 'secret_key_check'").get()?.value;
    return {
      schema: Number(db.prepare('select max(version) as version from migration').get()?.version),
      secretKeyCheck: check === undefined ? null : String(check),
      counts: {
        channels: count('channel'),
        conversations: count('conversation'),
        messages: count('message'),
        files: count('media', 'file_key is not null'),
      },
      waiting: {
        toSend: count('message', "direction = 'outbound' and status in ('queued', 'sending', 'in_doubt')"),
        toAnswer: count(
          'message',
          "status = 'received' and conversation_id in (select conversation_id from lane where kind = 'in')",
        ),
        bulkSends: count('bulk_send', "state = 'running'"),
      },
    };
  });
}

/** Keys of the files that rows name. */
export function fileKeysOf(path: string): string[] {
  return reading(path, (db) => {
    if (!hasTable(db, 'media')) return [];
    const found = db.prepare('select file_key from media where file_key is not null').all();
    return found.map((row) => String(row.file_key));
  });
}

/** `immutable`: no lock files appear beside it, also where nothing may be written. */
function reading<Result>(path: string, read: (db: DatabaseSync) => Result): Result {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  try {
    using db = closing(new DatabaseSync(url, { readOnly: true }));
    return read(db.open);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${path} is damaged: ${reason}`, { cause });
  }
}

function closing(open: DatabaseSync): Disposable & { open: DatabaseSync } {
  return { open, [Symbol.dispose]: () => open.close() };
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(name) !== undefined;
}
