import type { Query } from '../engine.ts';
import type { Delivery } from '../events.ts';
import { page, type Slice } from '../queries/cursor.ts';
import type { Page } from '../queries.ts';
import { statement } from '../sql.ts';

interface DeliveryRow extends Omit<Delivery, 'durationMs'> {
  duration_ms: number;
}

const SELECT = statement(`
  select tx, seq, type, subject, state, tries, status, error, duration_ms, at from event_delivery
  where webhook_id = $1 and (at < $2 or (at = $2 and seq < $3)) order by at desc, seq desc limit $4`);

/** The log of a webhook, newest first. */
export const listDeliveries: Query<{ webhookId: string; slice: Slice }, Page<Delivery>> = {
  name: 'events.list_deliveries',
  async run(sql, { webhookId, slice }) {
    const { at, id } = slice.before;
    const before = /^\d+$/.test(id) ? Number(id) : Number.MAX_SAFE_INTEGER;
    const found = await sql.all<DeliveryRow>(SELECT, webhookId, at, before, slice.limit + 1);
    const deliveries = found.map(({ duration_ms, ...row }) => ({ ...row, durationMs: duration_ms }));
    return page('deliveries', deliveries, {
      limit: slice.limit,
      positionOf: (delivery) => ({ at: delivery.at, id: String(delivery.seq) }),
    });
  },
};
