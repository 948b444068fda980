import type { BulkSendId } from '../../domain/ids.ts';
import type { BulkCreated, BulkState, NewBulkSend } from '../bulk.ts';
import type { Operation } from '../engine.ts';
import { holdChannels } from '../registry/deleted-channels.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';

interface EarlierRow {
  id: string;
  state: BulkState;
  stored: number;
  request_scope: string;
  request_key: string;
  request_hash: string;
}

const EARLIER = statement(`
  select b.id, b.state, b.stored, b.request_scope, b.request_key, b.request_hash
  from {{rows $1 as r: scope text, key text}} join bulk_send b on b.request_scope = r.scope and b.request_key = r.key`);

/** A request that another node is storing at the same moment makes this fail; the engine's next try finds it. */
const INSERT = statement(`
  insert into bulk_send (id, channel_id, sender_id, name, content, state, request_scope, request_key, request_hash, created_at, finished_at)
  select r.id, r.channel_id, r.sender_id, r.name, r.content, r.state, r.request_scope, r.request_key, r.request_hash, $2, r.finished_at
  from {{rows $1 as r: id text, channel_id text, sender_id text, name text, content text, state text, request_scope text,
    request_key text, request_hash text, finished_at bigint}}`);

/** Makes drafts without recipients; each idempotency key once. On a deleted channel they are stopped from the beginning. */
export const createBulkSend: Operation<NewBulkSend, BulkCreated> = {
  name: 'bulk.create',
  async run(sql, bulks) {
    const deleted = await holdChannels(
      sql,
      bulks.map(({ channelId }) => channelId),
    );
    const earlier = await findEarlier(sql, bulks);
    const created: object[] = [];
    const outcomes = bulks.map((bulk): BulkCreated => {
      const known = bulk.idempotency && earlier.get(keyOf(bulk.idempotency));
      if (known !== undefined) return repeat(bulk, known);
      const isOver = deleted.has(bulk.channelId);
      const state = isOver ? 'stopped' : 'draft';
      created.push({ ...toRow(bulk), state, finished_at: isOver ? sql.now : null });
      if (bulk.idempotency) earlier.set(keyOf(bulk.idempotency), asEarlier(bulk, bulk.idempotency));
      return { outcome: 'created', id: bulk.id, state, stored: 0 };
    });
    if (created.length > 0) await sql.write(INSERT, created, sql.now);
    return outcomes;
  },
};

type Idempotency = NonNullable<NewBulkSend['idempotency']>;

async function findEarlier(sql: Sql, bulks: readonly NewBulkSend[]): Promise<Map<string, EarlierRow>> {
  const keys = bulks.flatMap(({ idempotency }) => idempotency ?? []);
  if (keys.length === 0) return new Map();
  const found = await sql.all<EarlierRow>(EARLIER, rows(keys.map(({ scope, key }) => ({ scope, key }))));
  return new Map(found.map((row) => [keyOf({ scope: row.request_scope, key: row.request_key }), row]));
}

function repeat({ idempotency }: NewBulkSend, known: EarlierRow): BulkCreated {
  if (idempotency?.requestHash !== known.request_hash) return { outcome: 'conflict' };
  // An id of our own rows.
  return { outcome: 'repeated', id: known.id as BulkSendId, state: known.state, stored: known.stored };
}

function asEarlier({ id }: NewBulkSend, { scope, key, requestHash }: Idempotency): EarlierRow {
  return { id, state: 'draft', stored: 0, request_scope: scope, request_key: key, request_hash: requestHash };
}

function toRow({ id, channelId, senderId, name, content, idempotency }: NewBulkSend) {
  return {
    id,
    channel_id: channelId,
    sender_id: senderId,
    name,
    content: storableJson(content),
    request_scope: idempotency?.scope ?? null,
    request_key: idempotency?.key ?? null,
    request_hash: idempotency?.requestHash ?? null,
  };
}

function keyOf({ scope, key }: Pick<Idempotency, 'scope' | 'key'>): string {
  return `${scope} ${key}`;
}
