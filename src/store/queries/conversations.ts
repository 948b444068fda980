import type { ChannelId, ConversationId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { ConversationSummary, MessageView, Page } from '../queries.ts';
import { rows, type Sql, statement } from '../sql.ts';
import { page, type Slice } from './cursor.ts';
import { readMessages } from './messages.ts';
import { readPeople } from './people.ts';
import { among, bind, cachedStatement, type Where } from './where.ts';

interface ConversationRow {
  id: string;
  channel_id: string;
  sender_id: string;
  contact_id: string;
  answered_by: ConversationSummary['answeredBy'];
  window_until: number | null;
  last_message_at: number | null;
  merged_into: string | null;
  active_at: number;
}

interface LaneRow {
  conversation_id: string;
  kind: ConversationSummary['waiting'][number]['kind'];
  waits_for: string | null;
  due: number;
}

interface Listed {
  summary: ConversationSummary;
  activeAt: number;
}

const ACTIVE_AT = 'coalesce(last_message_at, created_at)';

const LANES = statement(`
  select l.conversation_id, l.kind, l.waits_for, l.due
  from {{rows $1 as r: id text}} join lane l on l.conversation_id = r.id order by l.kind`);

const NEWEST = statement(`
  select m.id from {{rows $1 as r: id text}}
  join message m on m.id = (select w.id from message w where w.conversation_id = r.id order by w.position desc limit 1)`);

/**
 * Most recently active first, without those merged into others. There is no index in this order, because every message would have to
 * move its conversation in it; the reader sorts.
 */
export const listConversations: Query<
  { filter: { channelIds?: readonly ChannelId[] }; slice: Slice },
  Page<ConversationSummary>
> = {
  name: 'queries.list_conversations',
  async run(sql, { filter, slice }) {
    const where: Where = { parameters: [], conditions: ['merged_into is null'] };
    const at = bind(where, slice.before.at);
    const id = bind(where, slice.before.id);
    where.conditions.push(`(${ACTIVE_AT} < ${at} or (${ACTIVE_AT} = ${at} and id < ${id}))`);
    if (filter.channelIds) among(where, 'channel_id', filter.channelIds);
    const found = await readConversations(sql, where, slice.limit + 1);
    const { items, nextCursor } = page('conversations', found, {
      limit: slice.limit,
      positionOf: ({ activeAt, summary }) => ({ at: activeAt, id: summary.id }),
    });
    return { items: items.map((item) => item.summary), nextCursor };
  },
};

export const getConversation: Query<ConversationId, ConversationSummary | null> = {
  name: 'queries.get_conversation',
  async run(sql, id) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id = ${bind(where, id)}`);
    return (await readConversations(sql, where, 1))[0]?.summary ?? null;
  },
};

/** Most recently active first. */
export async function readConversationsById(sql: Sql, ids: readonly string[]): Promise<ConversationSummary[]> {
  const where: Where = { parameters: [], conditions: [] };
  among(where, 'id', ids);
  return (await readConversations(sql, where, ids.length)).map(({ summary }) => summary);
}

async function readConversations(sql: Sql, where: Where, limit: number): Promise<Listed[]> {
  const statement = cachedStatement(`
    select id, channel_id, sender_id, contact_id, answered_by, window_until, last_message_at, merged_into, ${ACTIVE_AT} as active_at
    from conversation where ${where.conditions.join(' and ')}
    order by ${ACTIVE_AT} desc, id desc limit ${bind(where, limit)}`);
  const found = await sql.all<ConversationRow>(statement, ...where.parameters);
  const person = await readPeople(
    sql,
    found.map((row) => row.contact_id),
  );
  const lanes = Map.groupBy(
    await sql.all<LaneRow>(LANES, rows(found.map(({ id }) => ({ id })))),
    (lane) => lane.conversation_id,
  );
  const newest = await readNewest(
    sql,
    found.map(({ id }) => id),
  );
  return found.map((row) => ({
    activeAt: row.active_at,
    summary: {
      ...parseConversation(row, lanes.get(row.id) ?? []),
      ...person(row.contact_id),
      lastMessage: newest.get(row.id) ?? null,
    },
  }));
}

/** By conversation. */
async function readNewest(sql: Sql, conversationIds: readonly string[]): Promise<Map<string, MessageView>> {
  const found = await sql.all<{ id: string }>(NEWEST, rows(conversationIds.map((id) => ({ id }))));
  const messages = await readMessages(
    sql,
    found.map(({ id }) => id),
  );
  return new Map(messages.map((message) => [message.conversationId, message]));
}

/** The casts: ids come back as the kind they were written from. */
function parseConversation(
  row: ConversationRow,
  lanes: readonly LaneRow[],
): Omit<ConversationSummary, 'identifiers' | 'contactName' | 'lastMessage'> {
  return {
    id: row.id as ConversationSummary['id'],
    channelId: row.channel_id as ConversationSummary['channelId'],
    senderId: row.sender_id as ConversationSummary['senderId'],
    contactId: row.contact_id as ConversationSummary['contactId'],
    answeredBy: row.answered_by,
    windowUntil: row.window_until,
    lastMessageAt: row.last_message_at,
    mergedInto: row.merged_into as ConversationSummary['mergedInto'],
    waiting: lanes.map(({ kind, waits_for, due }) => ({ kind, waitsFor: waits_for, dueAt: due })),
  };
}
