import type { ChannelId } from '../../domain/ids.ts';
import type { Operation, Query } from '../engine.ts';
import type { EventType, StoredEventWebhook } from '../events.ts';
import { type Sql, type Statement, statement, storableJson } from '../sql.ts';
import { leave, listenForEver } from './listeners.ts';

export interface WebhookRow {
  id: string;
  name: string;
  settings: string;
  secrets: string;
  types: string | null;
  channel_ids: string | null;
  enabled: number;
  stopped: string | null;
  tx: number;
  seq: number;
  token: number;
  failing_since: number | null;
  created_at: number;
  updated_at: number;
}

export const WEBHOOK_COLUMNS =
  'id, name, settings, secrets, types, channel_ids, enabled, stopped, tx, seq, token, failing_since, created_at, updated_at';

const SELECT = statement(`select ${WEBHOOK_COLUMNS} from event_webhook order by id`);
const FIND = statement(`select ${WEBHOOK_COLUMNS} from event_webhook where id = $1 {{for update}}`);
const INSERT = statement(`
  insert into event_webhook (id, name, settings, secrets, types, channel_ids, enabled, tx, seq, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9)`);
/** Whoever delivers to what it was holds it no longer. */
const UPDATE = statement(`
  update event_webhook set name = $2, settings = $3, secrets = $4, types = $5, channel_ids = $6, enabled = $7, updated_at = $8,
    stopped = null, failing_since = null, due = 0, token = token + 1, lease_until = 0
  where id = $1`);
/** To the end of the log: what happened while nobody was to be told is not told. Events of open transactions lie behind it. */
const SKIP: Statement = {
  sqlite: 'update event_webhook set tx = 0, seq = coalesce((select max(seq) from event), 0) where id = ?1',
  postgres: `update event_webhook set tx = pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, seq = ${Number.MAX_SAFE_INTEGER}
    where id = $1`,
};
const DELETE = statement('delete from event_webhook where id = $1');
const DELETE_LOG = statement('delete from event_delivery where webhook_id = $1');

export const listWebhooks: Query<null, readonly StoredEventWebhook[]> = {
  name: 'events.list_webhooks',
  run: async (sql) => (await sql.all<WebhookRow>(SELECT)).map(parseWebhook),
};

export const insertWebhook: Operation<StoredEventWebhook, null> = {
  name: 'events.insert_webhook',
  async run(sql, webhooks) {
    for (const webhook of webhooks) {
      const { id, name, settings, secrets, types, channelIds, enabled } = texts(webhook);
      const { createdAt, updatedAt } = webhook;
      await sql.run(INSERT, id, name, settings, secrets, types, channelIds, enabled, createdAt, updatedAt);
      await begin(sql, webhook);
    }
    return webhooks.map(() => null);
  },
};

interface WebhookUpdate {
  webhook: StoredEventWebhook;
  /** Null: whatever is stored. */
  of: StoredEventWebhook | null;
}

export const updateWebhook: Operation<WebhookUpdate, boolean | 'changed'> = {
  name: 'events.update_webhook',
  async run(sql, updates) {
    const outcomes: (boolean | 'changed')[] = [];
    for (const update of updates) outcomes.push(await updateOne(sql, update));
    return outcomes;
  },
};

export const deleteWebhook: Operation<string, boolean> = {
  name: 'events.delete_webhook',
  async run(sql, ids) {
    const outcomes: boolean[] = [];
    for (const id of ids) {
      await leave(sql, id);
      await sql.run(DELETE_LOG, id);
      outcomes.push((await sql.run(DELETE, id)) > 0);
    }
    return outcomes;
  },
};

async function updateOne(sql: Sql, { webhook, of }: WebhookUpdate): Promise<boolean | 'changed'> {
  const [stored] = await sql.all<WebhookRow>(FIND, webhook.id);
  if (stored === undefined) return false;
  if (of !== null && storableJson(texts(of)) !== storableJson(texts(parseWebhook(stored)))) return 'changed';
  const { id, name, settings, secrets, types, channelIds, enabled } = texts(webhook);
  await sql.run(UPDATE, id, name, settings, secrets, types, channelIds, enabled, webhook.updatedAt);
  if (stored.enabled === 0) await begin(sql, webhook);
  else if (!webhook.enabled) await leave(sql, id);
  // It left the listeners when it was stopped, but keeps its place.
  else if (stored.stopped !== null) await listenForEver(sql, id);
  return true;
}

async function begin(sql: Sql, { id, enabled }: StoredEventWebhook): Promise<void> {
  if (!enabled) return;
  await listenForEver(sql, id);
  await sql.run(SKIP, id);
}

function texts({ id, name, settings, secrets, types, channelIds, enabled }: StoredEventWebhook) {
  return {
    id,
    name,
    settings: storableJson(settings),
    secrets: storableJson(secrets),
    types: types === null ? null : storableJson(types),
    channelIds: channelIds === null ? null : storableJson(channelIds),
    enabled: enabled ? 1 : 0,
  };
}

export function parseWebhook(row: WebhookRow): StoredEventWebhook {
  return {
    id: row.id,
    name: row.name,
    settings: JSON.parse(row.settings),
    secrets: JSON.parse(row.secrets),
    // Written by `texts`.
    types: row.types === null ? null : (JSON.parse(row.types) as EventType[]),
    channelIds: row.channel_ids === null ? null : (JSON.parse(row.channel_ids) as ChannelId[]),
    enabled: row.enabled === 1,
    stopped: row.stopped === null ? null : JSON.parse(row.stopped),
    failingSince: row.failing_since,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
