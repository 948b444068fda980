import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { type FreshDatabase, freshDatabase } from '../support/databases.ts';
import { Rig } from './store-work-rig.ts';

/** A role of the gateway's own, so that it can be kept out. */
const ROLE = `gateway_${process.pid}`;

let database: FreshDatabase;
let admin: Client;
let store: Store;
let rig: Rig;

beforeEach(async () => {
  database = await freshDatabase();
  admin = new Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`create role ${ROLE} login superuser`);
  const own = new URL(database.url);
  own.username = ROLE;
  store = await openPostgresStore({ url: own.href });
  rig = new Rig({ work: store.work, now: Date.now, advance: () => {}, close: async () => {} });
});

afterEach(async () => {
  await store.close();
  await admin.query(`drop owned by ${ROLE} cascade; drop role ${ROLE}`);
  await admin.end();
  await database.drop();
});

/** From now on every row of the table is refused, as by a constraint. */
async function refuseRows(table: string): Promise<void> {
  await admin.query(`
    create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'refused' using errcode = 'check_violation'; end $$;
    create trigger refuse before insert or update on ${table} for each row execute function refuse()`);
}

test.each(['identifier', 'conversation', 'lane', 'message', 'content', 'raw', 'delivery'])(
  'what the table "%s" never takes becomes a dead letter, also where statements sent behind it fail first to their callers',
  async (table) => {
    await refuseRows(table);
    expect(await rig.work.ingest([rig.message('refused')])).toEqual(['dead_letter']);
  },
);

test('a database that lets the gateway in no more is unavailable, and nothing becomes a dead letter', async () => {
  await rig.hear('before');
  await admin.query(`alter role ${ROLE} nologin`);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [ROLE]);
  // The first may still meet a connection that was ended.
  for (let times = 0; times < 2; times += 1) {
    await expect(rig.work.ingest([rig.message('kept out')])).rejects.toThrow(StoreUnavailable);
  }
  await admin.query(`alter role ${ROLE} login`);
  await rig.hear('after');
});
