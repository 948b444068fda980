/** One step of the sweep when nothing is old enough, with so many young rows in the tables that have no index by age. */
import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { emptyDatabase } from '../targets/databases.ts';

/** Milliseconds of the step. */
export async function measureSweep(serverUrl: string, rows: number): Promise<number> {
  const url = await emptyDatabase(serverUrl);
  const store = await openPostgresStore({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  const young = '(extract(epoch from now()) * 1000)::bigint';
  await client.query(`
    insert into idempotency (scope, key, request_hash, message_id, at)
      select 'key', 'k' || i, 'h', 'm' || i, ${young} from generate_series(1, ${rows}) as i;
    insert into pace (conversation_id, free_at) select 'cv' || i, ${young} from generate_series(1, ${rows}) as i`);
  await client.query('vacuum analyze idempotency, pace');
  await client.end();
  await store.work.sweep();
  const startedAt = performance.now();
  await store.work.sweep();
  const took = performance.now() - startedAt;
  await store.close();
  return took;
}
