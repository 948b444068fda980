/** What waking the other nodes costs: each node tells with one connection, and each hears all. */
import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { query } from './postgres-counters.ts';

const MEASURED_MS = 3_000;

/** Notifications a second of all nodes together, and microseconds of PostgreSQL for one. */
export async function measureNotifications(url: string, nodes: number): Promise<{ perSecond: number; micros: number }> {
  const clients = await Promise.all(
    Array.from({ length: nodes }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query('listen scale');
      return client;
    }),
  );
  const spent = async () => (await query(url, 'select 1'))[0]?.cpuMicros ?? 0;
  const before = { micros: await spent(), at: performance.now() };
  let told = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - before.at < MEASURED_MS) {
        await client.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: ['scale', `node:${told}`] });
        told += 1;
      }
    }),
  );
  const seconds = (performance.now() - before.at) / 1_000;
  const micros = ((await spent()) - before.micros) / told;
  for (const client of clients) await client.end();
  return { perSecond: told / seconds, micros };
}
