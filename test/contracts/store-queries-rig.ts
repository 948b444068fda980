import { afterEach, beforeEach } from 'vitest';
import { DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Page, PageRequest, QueryStore } from '../../src/store/queries.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { CHANNEL, Rig } from './store-work-rig.ts';

/** A work store that fills the tables, and the queries that read them. */
export interface Reading {
  rig: Rig;
  queries: QueryStore;
  store: Store;
  now(): number;
  advance(ms: number): void;
}

/** A fresh store with one channel for every test. */
export function useReading(engine: StoreEngine): () => Reading {
  let database: TestDatabase;
  let reading: Reading;

  beforeEach(async () => {
    let now = 1_800_000_000_000;
    database = await createTestDatabase(engine);
    const store = await database.open(() => now);
    const clock = {
      now: () => now,
      advance: (ms: number) => {
        now += ms;
      },
    };
    const rig = new Rig({ work: store.work, ...clock, close: () => store.close() });
    reading = { rig, queries: store.queries, store, ...clock };
    await insertChannel(store);
  });
  afterEach(async () => {
    await reading.store.close();
    await database.remove();
  });
  return () => reading;
}

/** Reads a list page by page; fails if it does not end. */
export async function readAll<Item>(
  limit: number,
  read: (page: PageRequest) => Promise<Page<Item>>,
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages < 100; pages++) {
    const page = await read({ limit, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    if (page.nextCursor === null) return { items, pages };
    cursor = page.nextCursor;
  }
  throw new Error('the list does not end');
}

async function insertChannel(store: Store): Promise<void> {
  const channel = {
    id: CHANNEL,
    name: 'Shop',
    botId: null,
    enabled: true,
    rules: DEFAULT_RULES,
    createdAt: 1,
    updatedAt: 1,
  };
  const account = {
    provider: 'acme',
    state: 'active',
    token: 'token',
    settings: {},
    secrets: {},
    createdAt: 1,
  } as const;
  await store.registry.insertChannel(channel, { id: 'cn_1' as ConnectionId, channelId: CHANNEL, ...account }, []);
}
