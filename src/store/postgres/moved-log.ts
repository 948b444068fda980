import type { Sql, Statement } from '../sql.ts';

/** Whether places in the log name transactions that this server has yet to reach. */
const IS_FOREIGN: Statement = {
  sqlite: '',
  postgres: `select 1 as found where pg_snapshot_xmax(pg_current_snapshot())::text::bigint <=
    greatest((select max(tx) from event), (select max(tx) from event_webhook))`,
};

/** Before the first event that is still to be told; what a later transaction told earlier is told again. */
const PLACES: Statement = {
  sqlite: '',
  postgres: `update event_webhook w set tx = 0, seq = coalesce(
    (select min(e.seq) - 1 from event e where (e.tx, e.seq) > (w.tx, w.seq)), (select max(e.seq) from event e), 0)`,
};

const RENUMBER: readonly Statement[] = ['event', 'event_delivery'].map((table) => ({
  sqlite: '',
  postgres: `update ${table} set tx = 0`,
}));

/**
 * A database that was copied to another server (dump and restore) keeps the old server's transaction numbers in its log of events, and
 * everything that happens from now on would lie before the places of those who wait for it. Puts the old log before all that is new.
 */
export async function adoptMovedLog(sql: Sql): Promise<void> {
  const [foreign] = await sql.all(IS_FOREIGN);
  if (foreign === undefined) return;
  await sql.run(PLACES);
  for (const renumber of RENUMBER) await sql.run(renumber);
}
