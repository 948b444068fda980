import type { Engine, Operation } from '../engine.ts';
import { statement } from '../sql.ts';

/** Providers repeat webhooks for up to a week; keys, closed turns and replies to them outlive that. */
const KEPT_MS = 8 * 24 * 3_600_000;
/** Small enough that no webhook waits for it. */
const CHUNK = 1_000;

const SEEN = statement(`
  delete from seen where (channel_id, sender_id, kind, key) in
    (select s.channel_id, s.sender_id, s.kind, s.key from seen s where s.at < $1 order by s.at limit $2)`);
const TURN_REPLIES = statement(`
  delete from turn_reply where turn_id in (select t.id from turn t where t.closed_at < $1 order by t.closed_at limit $2)`);
const TURNS = statement(`
  delete from turn where id in (select t.id from turn t where t.closed_at < $1 order by t.closed_at limit $2)`);
const IDEMPOTENCY = statement(`
  delete from idempotency where (scope, key) in (select i.scope, i.key from idempotency i where i.at < $1 limit $2)`);
const AMENDMENTS = statement(`
  delete from amendment where (channel_id, provider_message_id, id) in
    (select a.channel_id, a.provider_message_id, a.id from amendment a where a.received_at < $1 order by a.received_at limit $2)`);

/** Its condition is that of the index. */
const RAW = statement(`
  delete from raw where owner in (select r.owner from raw r where r.owner like '% %' and r.at < $1 order by r.at limit $2)`);

const MEMOS = statement(`
  delete from provider_memo where (connection_id, key) in
    (select m.connection_id, m.key from provider_memo m where m.valid_until < $1 order by m.valid_until limit $2)`);

const PACE_KEPT_MS = 24 * 3_600_000;
/** Without an index, which every send would have to write: few rows are younger than a day. */
const PACE = statement(`
  delete from pace where conversation_id in (select p.conversation_id from pace p where p.free_at < $1 limit $2)`);

/** Somebody who had not heard of the deletion may still be storing a file. */
const EMPTIED_AFTER_MS = 3_600_000;
const RECIPIENTS = statement(`
  delete from bulk_recipient where (bulk_id, place) in
    (select p.bulk_id, p.place from deleted_channel d join bulk_send b on b.channel_id = d.id join bulk_recipient p on p.bulk_id = b.id
      where d.emptied = 0 and d.at <= $1 limit $2)`);
const EMPTIED = statement(`
  update deleted_channel set emptied = 1 where emptied = 0 and at < $1
    and not exists (select 1 from media f where f.channel_id = deleted_channel.id)
    and not exists (select 1 from bulk_send b join bulk_recipient p on p.bulk_id = b.id where b.channel_id = deleted_channel.id)`);

/** Deletes one chunk of short-lived rows whose time is over; how many. */
export const sweepChunk: Operation<null, number> = {
  name: 'work.sweep',
  async run(sql, inputs) {
    const before = sql.now - KEPT_MS;
    let deleted = 0;
    for (const old of [SEEN, TURN_REPLIES, TURNS, IDEMPOTENCY, AMENDMENTS, RAW])
      deleted += await sql.run(old, before, CHUNK);
    deleted += await sql.run(PACE, sql.now - PACE_KEPT_MS, CHUNK);
    deleted += await sql.run(MEMOS, sql.now, CHUNK);
    deleted += await sql.run(RECIPIENTS, sql.now, CHUNK);
    await sql.run(EMPTIED, sql.now - EMPTIED_AFTER_MS);
    return inputs.map((_, index) => (index === 0 ? deleted : 0));
  },
};

/** Deletes what is over in chunks, between which other writes go on; how many rows. */
export async function sweepAll(engine: Engine): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await engine.write(sweepChunk, null);
    total += deleted;
    if (deleted < CHUNK) return total;
  }
}
