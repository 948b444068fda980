import type { Operation } from '../engine.ts';
import type { ClaimedWebhook, TriedEvent } from '../events.ts';
import { type Sql, statement } from '../sql.ts';
import { placed } from './place.ts';
import { parseWebhook, WEBHOOK_COLUMNS, type WebhookRow } from './webhooks.ts';

/** Those with something behind their place, by now or by the time that a failed try set. */
const CLAIM = placed(
  statement(`
  update event_webhook set token = token + 1, lease_until = $2
  where id in (
    select w.id from event_webhook w
    where w.enabled = 1 and w.stopped is null and w.lease_until <= $1 and w.due <= $1
      and exists (select 1 from event e where {{behind w.tx, w.seq}})
    order by w.due, w.id limit $3 {{for update skip locked}})
  returning ${WEBHOOK_COLUMNS}`),
);

/** One webhook at a time: in a join PostgreSQL compares a place with every delivery of the last days. */
const TRIED = statement(`
  select d.tx, d.seq, d.state, d.tries, d.at from event_delivery d where d.webhook_id = $1 and (d.tx, d.seq) > ($2, $3)`);

type ClaimRequest = { max: number; leaseMs: number };

/** Takes webhooks that have something to be told, the longest waiting first. */
export const claimWebhooks: Operation<ClaimRequest, readonly ClaimedWebhook[]> = {
  name: 'events.claim',
  async run(sql, requests) {
    const claimed: (readonly ClaimedWebhook[])[] = [];
    for (const request of requests) claimed.push(await claimOnce(sql, request));
    return claimed;
  },
};

async function claimOnce(sql: Sql, { max, leaseMs }: ClaimRequest): Promise<readonly ClaimedWebhook[]> {
  const found = await sql.all<WebhookRow>(CLAIM, sql.now, sql.now + leaseMs, max);
  return Promise.all(
    found.map(async (row) => ({
      webhook: parseWebhook(row),
      token: row.token,
      place: { tx: row.tx, seq: row.seq },
      tried: await sql.all<TriedEvent>(TRIED, row.id, row.tx, row.seq),
    })),
  );
}
