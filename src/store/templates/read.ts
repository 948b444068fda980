import type { ChannelId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import { statement } from '../sql.ts';
import type { ChannelActivity, StoredTemplate, TemplateSync } from '../templates.ts';
import { parseRow, TEMPLATE_COLUMNS, type TemplateRow } from './rows.ts';

const TEMPLATES = statement(`
  select ${TEMPLATE_COLUMNS} from template where channel_id = $1 order by name, language, account`);
const SYNCS = statement(`
  select account, synced_at, error, failed_at from template_sync where channel_id = $1 order by account`);
/** Among the newest of all channels, where that of a busy one is; looking through all of its own takes long. */
const LAST_WEBHOOK = statement(`
  select max(s.at) as at from (select channel_id, at from seen order by at desc limit 10000) as s where s.channel_id = $1`);
const LAST_OF_QUIET = statement('select max(at) as at from seen where channel_id = $1');
/** One that many messages have come after does not tell how the channel fares now. */
const LAST_SENT = statement(`
  select m.at, a.ended_at from
    (select id, at, direction, status, attempt_id from message where channel_id = $1 order by id desc limit 1000) as m
  left join attempt a on a.id = m.attempt_id
  where m.direction = 'outbound' and m.status in ('accepted', 'sent', 'delivered', 'read')
  order by m.id desc limit 1`);
const DEAD_LETTERS = statement(`
  select count(*) as open from dead_letter where channel_id = $1 and replayed_at is null`);

export const listTemplates: Query<ChannelId, readonly StoredTemplate[]> = {
  name: 'templates.list',
  run: async (sql, channelId) => (await sql.all<TemplateRow>(TEMPLATES, channelId)).map(parseRow),
};

interface SyncRow {
  account: string;
  synced_at: number | null;
  error: string | null;
  failed_at: number | null;
}

export const listSyncs: Query<ChannelId, readonly TemplateSync[]> = {
  name: 'templates.list_syncs',
  async run(sql, channelId) {
    const found = await sql.all<SyncRow>(SYNCS, channelId);
    return found.map(({ account, synced_at: syncedAt, error, failed_at: failedAt }) => ({
      ...{ channelId, account, syncedAt, error, failedAt },
    }));
  },
};

/** `seen` is kept for 8 days: a webhook that is older is as good as none. */
export const channelActivity: Query<ChannelId, ChannelActivity> = {
  name: 'templates.channel_activity',
  async run(sql, channelId) {
    const [webhook] = await sql.all<{ at: number | null }>(LAST_WEBHOOK, channelId);
    const [quiet] = webhook?.at == null ? await sql.all<{ at: number | null }>(LAST_OF_QUIET, channelId) : [webhook];
    const [sent] = await sql.all<{ at: number; ended_at: number | null }>(LAST_SENT, channelId);
    const [letters] = await sql.all<{ open: number }>(DEAD_LETTERS, channelId);
    return {
      lastWebhookAt: quiet?.at ?? null,
      lastSentAt: sent?.ended_at ?? sent?.at ?? null,
      openDeadLetters: letters?.open ?? 0,
    };
  },
};
