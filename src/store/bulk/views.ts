import type { BulkSendId, ChannelId, SenderId } from '../../domain/ids.ts';
import type { BulkReach, BulkState, BulkView } from '../bulk.ts';
import type { Query } from '../engine.ts';
import { page, type Slice } from '../queries/cursor.ts';
import { among, bind, cachedStatement, type Where } from '../queries/where.ts';
import type { Page } from '../queries.ts';
import { type Sql, statement } from '../sql.ts';

interface ViewRow {
  id: string;
  channel_id: string;
  sender_id: string;
  name: string;
  content: string;
  state: BulkState;
  total: number;
  handled: number;
  queued: number;
  opted_out: number;
  duplicate: number;
  invalid: number;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

const REACH = statement(`
  select
    case m.status when 'accepted' then 'sent' when 'sent' then 'sent' when 'delivered' then 'delivered' when 'read' then 'read'
      when 'failed' then 'failed' else 'queued' end as reached,
    count(*) as messages
  from bulk_recipient p join message m on m.id = p.message_id
  where p.bulk_id = $1 group by 1`);

const BACKLOG = statement(`
  select count(*) as running, coalesce(sum(total - handled), 0) as pending from bulk_send where state = 'running'`);

export const listBulkSends: Query<{ channelIds?: readonly ChannelId[]; slice: Slice }, Page<BulkView>> = {
  name: 'bulk.list',
  async run(sql, { channelIds, slice }) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id < ${bind(where, slice.before.id)}`);
    if (channelIds) among(where, 'channel_id', channelIds);
    const found = await readViews(sql, where, slice.limit + 1);
    return page('bulk_sends', found, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};

export const getBulkSend: Query<BulkSendId, (BulkView & { reach: BulkReach }) | null> = {
  name: 'bulk.get',
  async run(sql, id) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id = ${bind(where, id)}`);
    const [view] = await readViews(sql, where, 1);
    return view === undefined ? null : { ...view, reach: await readReach(sql, id) };
  },
};

export const bulkBacklog: Query<null, { running: number; pending: number }> = {
  name: 'bulk.backlog',
  async run(sql) {
    const [row] = await sql.all<{ running: number; pending: number }>(BACKLOG);
    return { running: Number(row?.running ?? 0), pending: Number(row?.pending ?? 0) };
  },
};

async function readReach(sql: Sql, id: BulkSendId): Promise<BulkReach> {
  const reach: BulkReach = { queued: 0, sent: 0, delivered: 0, read: 0, failed: 0 };
  for (const row of await sql.all<{ reached: keyof BulkReach; messages: number }>(REACH, id)) {
    reach[row.reached] = row.messages;
  }
  return reach;
}

async function readViews(sql: Sql, where: Where, limit: number): Promise<BulkView[]> {
  const select = cachedStatement(`
    select id, channel_id, sender_id, name, content, state, total, handled, queued, opted_out, duplicate, invalid, created_at,
      started_at, finished_at
    from bulk_send where ${where.conditions.join(' and ')} order by id desc limit ${bind(where, limit)}`);
  return (await sql.all<ViewRow>(select, ...where.parameters)).map(parseView);
}

function parseView(row: ViewRow): BulkView {
  return {
    id: row.id as BulkSendId, // Ids come back as the kind they were written from.
    channelId: row.channel_id as ChannelId,
    senderId: row.sender_id as SenderId,
    name: row.name,
    content: JSON.parse(row.content),
    state: row.state,
    total: row.total,
    pending: row.total - row.handled,
    addressed: row.queued,
    skipped: { opted_out: row.opted_out, duplicate: row.duplicate, invalid: row.invalid },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
