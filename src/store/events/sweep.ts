import type { Operation } from '../engine.ts';
import { statement } from '../sql.ts';

/** How long a listener may stay away and still resume. */
export const EVENTS_KEPT_MS = 3 * 24 * 3_600_000;
/** Small enough that no webhook waits for it. */
const CHUNK = 1_000;

const EVENTS = statement(`
  delete from event where (tx, seq) in (select e.tx, e.seq from event e where e.at < $1 order by e.at limit $2)`);
const DELIVERIES = statement(`
  delete from event_delivery where (webhook_id, tx, seq) in
    (select d.webhook_id, d.tx, d.seq from event_delivery d where d.at < $1 order by d.at limit $2)`);
const LISTENERS = statement('delete from event_listener where until < $1');

/** Deletes one chunk of what is over; whether there may be more. */
export const sweepEvents: Operation<null, { deleted: number; more: boolean }> = {
  name: 'events.sweep',
  async run(sql, inputs) {
    const before = sql.now - EVENTS_KEPT_MS;
    const deleted = [await sql.run(EVENTS, before, CHUNK), await sql.run(DELIVERIES, before, CHUNK)];
    await sql.run(LISTENERS, before);
    const outcome = { deleted: deleted[0] ?? 0, more: deleted.some((count) => count === CHUNK) };
    return inputs.map(() => outcome);
  },
};
