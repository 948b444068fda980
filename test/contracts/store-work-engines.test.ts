import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { type FreshDatabase, freshDatabase, freshFolder } from '../support/databases.ts';
import { createTestDatabase, STORE_ENGINES } from '../support/stores.ts';
import { Rig } from './store-work-rig.ts';

const opened: Store[] = [];
const cleanUp: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const clean of cleanUp.splice(0)) await clean();
});

async function database(): Promise<FreshDatabase> {
  const fresh = await freshDatabase();
  cleanUp.push(() => fresh.drop());
  return fresh;
}

async function keep(store: Promise<Store>): Promise<Store> {
  const found = await store;
  opened.push(found);
  return found;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function rigOf(store: Store): Rig {
  return new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
}

for (const engine of STORE_ENGINES) {
  describe(engine, () => {
    test('tells that it is durable, and that it is closed', async () => {
      const base = await createTestDatabase(engine);
      cleanUp.push(() => base.remove());
      const store = await base.open();
      expect(await store.health()).toMatchObject({ ok: true, durable: true, engine: engine.split(' ')[0] });
      const last = rigOf(store).hear('while it closes');
      await store.close();
      await last;
      expect(await store.health()).toMatchObject({ ok: false });
      await expect(rigOf(store).hear('too late')).rejects.toThrow(StoreUnavailable);
      await expect(store.work.openTurn('turn_0' as never)).rejects.toThrow(StoreUnavailable);
    });

    test('keeps everything over a restart', async () => {
      const base = await createTestDatabase(engine);
      cleanUp.push(() => base.remove());
      const before = await base.open();
      await rigOf(before).hear('hi');
      await before.close();
      const after = await keep(base.open());
      expect(await rigOf(after).claimTurns()).toHaveLength(1);
    });
  });
}

describe('a schema of a newer release', () => {
  test('is refused with a sentence on PostgreSQL', async () => {
    const { url } = await database();
    await (await openPostgresStore({ url })).close();
    await execute(url, 'insert into migration (version, at) values (999, 0)');
    await expect(openPostgresStore({ url })).rejects.toThrow('schema version 999');
  });

  test('is refused with a sentence on SQLite, which lets the folder go', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const folder = freshFolder();
    cleanUp.push(() => folder.remove());
    await (await openSqliteStore(folder)).close();
    const db = new DatabaseSync(`${folder.directory}/chasqui.db`);
    db.exec('insert into migration (version, at) values (999, 0)');
    await expect(openSqliteStore(folder)).rejects.toThrow('schema version 999');
    db.exec('delete from migration where version = 999');
    db.close();
    await keep(openSqliteStore(folder));
  });
});

describe('PostgreSQL', () => {
  test('nodes that start at the same moment migrate once', async () => {
    const { url } = await database();
    const stores = await Promise.all([1, 2, 3].map(() => keep(openPostgresStore({ url }))));
    await Promise.all(stores.map((store) => rigOf(store).hear('hi')));
  });

  test('works without prepared statements', async () => {
    const { url } = await database();
    const rig = rigOf(await keep(openPostgresStore({ url, preparedStatements: false })));
    await rig.converse('answer');
    await rig.work.commitSend(rig.accepted(await rig.claimSend()));
  });

  test('a lost connection is told, loses nothing, and comes back by itself', async () => {
    const { url } = await database();
    const store = await keep(openPostgresStore({ url }));
    const rig = rigOf(store);
    await rig.hear('before');
    const items = Array.from({ length: 100 }, (_, index) => rig.message(String(index)));
    const outcomes = Promise.allSettled(items.map((item) => store.work.ingest([item])));
    await execute(url, KILL_OTHERS);
    const again: typeof items = [];
    for (const [index, outcome] of (await outcomes).entries()) {
      const item = items[index];
      if (outcome.status === 'fulfilled' || item === undefined) continue;
      expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
      again.push(item);
    }
    for (const item of again) await untilAvailable(() => store.work.ingest([item]));
    const turn = await untilAvailable(() =>
      rig.claimTurn({ gatheredChannels: [items[0]?.channelId ?? ('' as never)], gatherMax: 1_000 }),
    );
    expect(turn.items).toHaveLength(101);
  });

  test('nodes hear of one another again after their connections were lost', async () => {
    const { url } = await database();
    const [near, far] = [await keep(openPostgresStore({ url })), await keep(openPostgresStore({ url }))];
    await execute(url, KILL_OTHERS);
    let heard = false;
    far.work.onWork(() => {
      heard = true;
    });
    while (!heard) await untilAvailable(() => rigOf(near).hear('hello?'));
  });

  test('a server that is not there is told without its password', async () => {
    const url = 'postgres://chasqui:hunter2@127.0.0.1:1/chasqui';
    const error = await openPostgresStore({ url }).catch((cause: unknown) => cause);
    expect(String(error)).toContain('ECONNREFUSED');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2');
  });
});

const KILL_OTHERS = `
  select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

/** As intake's callers do after a 503. */
async function untilAvailable<Result>(step: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }
}
