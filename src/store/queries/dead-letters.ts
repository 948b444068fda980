import type { ChannelId, ConnectionId, MessageId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { DeadLetterView, Page } from '../queries.ts';
import type { Sql } from '../sql.ts';
import { page, type Slice } from './cursor.ts';
import { among, bind, cachedStatement, type Where } from './where.ts';

interface DeadLetterFilter {
  /** Dead letters without a channel are shown only if this is absent. */
  channelIds?: readonly ChannelId[];
  open?: true;
}

interface DeadLetterRow {
  id: string;
  channel_id: string | null;
  connection_id: string | null;
  reason: DeadLetterView['reason'];
  message: string;
  message_id: string | null;
  raw: string | null;
  at: number;
  replayed_at: number | null;
}

export const listDeadLetters: Query<{ filter: DeadLetterFilter; slice: Slice }, Page<DeadLetterView>> = {
  name: 'queries.list_dead_letters',
  async run(sql, { filter, slice }) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id < ${bind(where, slice.before.id)}`);
    if (filter.channelIds) among(where, 'channel_id', filter.channelIds);
    if (filter.open) where.conditions.push('replayed_at is null');
    const found = await readDeadLetters(sql, where, slice.limit + 1);
    return page('dead_letters', found, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};

export const getDeadLetter: Query<string, DeadLetterView | null> = {
  name: 'queries.get_dead_letter',
  async run(sql, id) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id = ${bind(where, id)}`);
    return (await readDeadLetters(sql, where, 1))[0] ?? null;
  },
};

async function readDeadLetters(sql: Sql, where: Where, limit: number): Promise<DeadLetterView[]> {
  const statement = cachedStatement(`
    select id, channel_id, connection_id, reason, message, message_id, raw, at, replayed_at
    from dead_letter where ${where.conditions.join(' and ')} order by id desc limit ${bind(where, limit)}`);
  return (await sql.all<DeadLetterRow>(statement, ...where.parameters)).map((row) => ({
    id: row.id,
    channelId: row.channel_id as ChannelId | null, // Ids come back as the kind they were written from.
    connectionId: row.connection_id as ConnectionId | null,
    reason: row.reason,
    message: row.message,
    messageId: row.message_id as MessageId | null,
    raw: row.raw,
    at: row.at,
    replayedAt: row.replayed_at,
  }));
}
