import { randomIds } from '../../host/ids.ts';
import type { AmendmentItem } from '../ingest-items.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';

// As in `conversations.ts`.
const ids = randomIds();

interface OriginalKey {
  channel_id: string;
  provider_message_id: string;
}

interface WaitingRow extends OriginalKey {
  id: string;
  body: string;
}

const SELECT = statement(`
  select a.channel_id, a.provider_message_id, a.id, a.body from {{rows $1 as r: channel_id text, provider_message_id text}}
  join amendment a on a.channel_id = r.channel_id and a.provider_message_id = r.provider_message_id`);

const INSERT = statement(`
  insert into amendment (channel_id, provider_message_id, id, body, received_at)
  select r.channel_id, r.provider_message_id, r.id, r.body, $2
  from {{rows $1 as r: channel_id text, provider_message_id text, id text, body text}}`);

const DELETE = statement(`
  delete from amendment where (channel_id, provider_message_id, id) in
    (select r.channel_id, r.provider_message_id, r.id from {{rows $1 as r: channel_id text, provider_message_id text, id text}})`);

/** Keeps amendments until their originals come. The text that came is kept apart, as for everything that is no message. */
export async function keepWaiting(sql: Sql, items: readonly AmendmentItem[]): Promise<void> {
  if (items.length === 0) return;
  const written = items.map((item) => ({
    channel_id: item.channelId,
    provider_message_id: item.originalProviderId,
    id: ids.next('amendment'),
    body: storableJson({ ...item, raw: '' }),
  }));
  await sql.write(INSERT, written, sql.now);
}

/** Takes out what waited for these originals. */
export async function takeWaiting(sql: Sql, originals: readonly OriginalKey[]): Promise<AmendmentItem[]> {
  if (originals.length === 0) return [];
  const found = await sql.all<WaitingRow>(SELECT, rows(originals));
  if (found.length > 0) await sql.write(DELETE, found);
  // Written from such.
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ body }) => JSON.parse(body) as AmendmentItem);
}
