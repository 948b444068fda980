/**
 * What one claim costs when it finds nothing to do: with lanes of so many bots waiting, and on PostgreSQL with lanes that were done with
 * while somebody's transaction keeps their rows from being removed.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import { newFolder } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { query } from './postgres-counters.ts';

const MOST_CLAIMS = 300;
const MOST_MS = 2_000;
const FAR = 9_000_000_000_000;

/** Microseconds of one claim. `node`: of this process with all its threads. */
export interface ClaimCost {
  wall: number;
  node: number;
  postgres: number | null;
}

/** SQLite with lanes of `slots` bots, which wait. */
export async function claimsOnSqlite(slots: number): Promise<ClaimCost> {
  const directory = newFolder();
  await (await openSqliteStore({ directory })).close();
  const db = new DatabaseSync(join(directory, 'chasqui.db'));
  db.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${slots})
    ${insertLanes("printf('%07d', i)", FAR)} from n`);
  db.close();
  const store = await openSqliteStore({ directory });
  try {
    return await costOfClaims(store, async () => null);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

/** PostgreSQL with lanes of `slots` bots, which wait, and `dead` rows of lanes of one bot. */
export async function claimsOnPostgres(serverUrl: string, slots: number, dead = 0): Promise<ClaimCost> {
  const url = await emptyDatabase(serverUrl);
  const store = await openPostgresStore({ url });
  const [holder, client] = [new Client({ connectionString: url }), new Client({ connectionString: url })];
  await Promise.all([holder.connect(), client.connect()]);
  try {
    await holder.query('begin isolation level repeatable read; select 1 from lane');
    await client.query(
      `${insertLanes("lpad(i::text, 7, '0')", FAR)} from generate_series(1, ${slots}) as i;
       ${insertLanes("lpad('1', 7, '0')", 1, "'done'")} from generate_series(1, ${dead}) as i;
       delete from lane where due = 1`,
    );
    await client.query('vacuum analyze lane');
    return await costOfClaims(store, async () => (await query(url, 'select 1'))[0]?.cpuMicros ?? null);
  } finally {
    await Promise.all([holder.end(), client.end()]);
    await store.close();
  }
}

function insertLanes(slot: string, due: number, prefix = "'cv'"): string {
  return `insert into lane (conversation_id, kind, channel_id, slot, due, since, generation, token, leased)
    select ${prefix} || i, 'in', 'ch', 'bot_000000000000000000000000' || ${slot}, ${due}, 1, 1, 1, 0`;
}

async function costOfClaims(store: Store, postgresSpent: () => Promise<number | null>): Promise<ClaimCost> {
  const claim = () =>
    store.work.claimTurns({ max: 64, leaseMs: 30_000, perSlot: 64, slots: {}, gatheredChannels: [], gatherMax: 50 });
  for (let warm = 0; warm < 10; warm += 1) await claim();
  const spentBefore = await postgresSpent();
  const before = { at: performance.now(), cpu: process.cpuUsage() };
  let claims = 0;
  while (claims < MOST_CLAIMS && performance.now() - before.at < MOST_MS) {
    await claim();
    claims += 1;
  }
  const cpu = process.cpuUsage(before.cpu);
  const wall = (performance.now() - before.at) * 1_000;
  const spent = await postgresSpent();
  return {
    wall: wall / claims,
    node: (cpu.user + cpu.system) / claims,
    postgres: spent === null || spentBefore === null ? null : (spent - spentBefore) / claims,
  };
}
