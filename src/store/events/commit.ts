import type { Operation } from '../engine.ts';
import type { DeliveryStep } from '../events.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { leave } from './listeners.ts';

const ADVANCE = statement(`
  update event_webhook set tx = $3, seq = $4, due = $5, failing_since = $6, stopped = $7, lease_until = 0
  where id = $1 and token = $2 and enabled = 1`);

const RECORD = statement(`
  insert into event_delivery (webhook_id, tx, seq, type, subject, state, tries, status, error, duration_ms, at)
  select $2, r.tx, r.seq, r.type, r.subject, r.state, r.tries, r.status, r.error, r.duration_ms, r.at
  from {{rows $1 as r: tx bigint, seq bigint, type text, subject text, state text, tries bigint, status bigint, error text,
    duration_ms bigint, at bigint}} where true
  on conflict (webhook_id, tx, seq) do update set state = excluded.state, tries = excluded.tries, status = excluded.status,
    error = excluded.error, duration_ms = excluded.duration_ms, at = excluded.at`);

/** What came of deliveries. Nothing is written for a webhook that somebody else has by now, or that was changed or disabled meanwhile. */
export const commitDeliveries: Operation<DeliveryStep, 'ok' | 'lost'> = {
  name: 'events.commit',
  async run(sql, steps) {
    const outcomes: ('ok' | 'lost')[] = [];
    for (const step of steps) outcomes.push(await commitOne(sql, step));
    return outcomes;
  },
};

async function commitOne(sql: Sql, step: DeliveryStep): Promise<'ok' | 'lost'> {
  const { webhookId, token, place, dueAt, failingSince, stop } = step;
  const stopped = stop === null ? null : storableJson(stop);
  const held = await sql.run(ADVANCE, webhookId, token, place.tx, place.seq, dueAt, failingSince, stopped);
  if (held === 0) return 'lost';
  if (stop !== null) await leave(sql, webhookId);
  if (step.deliveries.length > 0) await sql.write(RECORD, step.deliveries.map(toRow), webhookId);
  return 'ok';
}

function toRow({ durationMs, ...delivery }: DeliveryStep['deliveries'][number]) {
  return { ...delivery, duration_ms: Math.round(durationMs) };
}
