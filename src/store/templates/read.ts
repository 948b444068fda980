import type { ChannelId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import { statement } from '../sql.ts';
import type { ChannelActivity, StoredTemplate, TemplateSync } from '../templates.ts';
import { parseRow, TEMPLATE_COLUMNS, type TemplateRow } from './rows.ts';

const TEMPLATES = statement(`
  select ${TEMPLATE_COLUMNS} from template where channel_id = $1 order by name, language, account`);
const SYNCS = statement(`
  select account, synced_at, error, failed_at from template_sync where channel_id = $1 order by account`);
const LAST_WEBHOOK = statement('select at from seen where channel_id = $1 order by at desc limit 1');
const LAST_SENT = statement(`
  select m.at, a.ended_at from message m left join attempt a on a.id = m.attempt_id
  where m.channel_id = $1 and m.direction = 'outbound' and m.status in ('accepted', 'sent', 'delivered', 'read')
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
    const [webhook] = await sql.all<{ at: number }>(LAST_WEBHOOK, channelId);
    const [sent] = await sql.all<{ at: number; ended_at: number | null }>(LAST_SENT, channelId);
    const [letters] = await sql.all<{ open: number }>(DEAD_LETTERS, channelId);
    return {
      lastWebhookAt: webhook?.at ?? null,
      lastSentAt: sent?.ended_at ?? sent?.at ?? null,
      openDeadLetters: letters?.open ?? 0,
    };
  },
};
