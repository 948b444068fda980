import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { freshDatabase, freshFolder } from './databases.ts';

export const STORE_ENGINES = ['sqlite', 'sqlite in process', 'postgres'] as const;
export type StoreEngine = (typeof STORE_ENGINES)[number];

/** A database that several stores may open, one after the other or (PostgreSQL) at once. */
export interface TestDatabase {
  open(now?: () => number): Promise<Store>;
  /** Deletes everything that stores wrote. No store may be open. */
  empty(): Promise<void>;
  /** After all its stores are closed. */
  remove(): Promise<void>;
}

/** An empty database of an engine. */
export async function createTestDatabase(engine: StoreEngine): Promise<TestDatabase> {
  if (engine === 'postgres') {
    const database = await freshDatabase();
    return {
      open: (now) => openPostgresStore({ url: database.url, ...(now && { now }) }),
      empty: () => database.empty(),
      remove: () => database.drop(),
    };
  }
  const folder = freshFolder();
  return {
    open: (now) =>
      openSqliteStore({ directory: folder.directory, inProcess: engine === 'sqlite in process', ...(now && { now }) }),
    empty: async () => folder.empty(),
    remove: async () => folder.remove(),
  };
}
