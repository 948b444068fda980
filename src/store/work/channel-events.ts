import { randomIds } from '../../host/ids.ts';
import { logEvents } from '../events/log.ts';
import type { ChannelEventItem, ControlItem } from '../ingest-items.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { applyAccountEffects } from '../templates/apply-effects.ts';

// As in `conversations.ts`.
const ids = randomIds();

const INSERT = statement(`
  insert into channel_event (id, channel_id, sender_id, kind, detail, at)
  select r.id, r.channel_id, r.sender_id, r.kind, r.detail, r.at
  from {{rows $1 as r: id text, channel_id text, sender_id text, kind text, detail text, at bigint}}`);

/** What the account or a conversation's provider told, with what it means for templates and facts. */
export async function saveChannelEvents(sql: Sql, items: readonly (ChannelEventItem | ControlItem)[]): Promise<void> {
  if (items.length === 0) return;
  const written = items.map((item) => ({
    id: ids.next('event'),
    channel_id: item.channelId,
    sender_id: item.senderId,
    kind: item.kind,
    detail: storableJson(item.detail),
    at: item.receivedAt,
  }));
  const told = written.map(({ id, channel_id, kind }) => ({
    type: 'channel.event' as const,
    channel_id,
    conversation_id: null,
    subject: id,
    detail: storableJson({ kind }),
  }));
  await Promise.all([
    sql.write(INSERT, written),
    logEvents(sql, told),
    applyAccountEffects(
      sql,
      items.filter((item) => item.type === 'channel_event'),
    ),
  ]);
}
