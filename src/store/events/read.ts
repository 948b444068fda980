import type { ChannelId, ConversationId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { EventFilter, EventPlace, EventSlice, EventType, LoggedEvent } from '../events.ts';
import { type Statement, statement } from '../sql.ts';
import { placed } from './place.ts';

interface EventRow {
  tx: number;
  seq: number;
  type: EventType;
  channel_id: string | null;
  conversation_id: string | null;
  subject: string;
  detail: string | null;
  at: number;
}

const SELECT = placed(
  statement(`
  select e.tx, e.seq, e.type, e.channel_id, e.conversation_id, e.subject, e.detail, e.at
  from event e where {{behind $1, $2}} {{order}} limit $3`),
);
const LATEST = placed(statement('select e.tx, e.seq from event e where {{behind 0, 0}} {{order desc}} limit 1'));
const OLDEST = placed(statement('select e.tx, e.seq from event e {{order}} limit 1'));

/** SQLite's one writer settles everything at once. */
const UNSETTLED: Statement = {
  sqlite: 'select 1 as one where ?1 = -1 and ?2 = -1',
  postgres: 'select 1 as one from event e where (e.tx, e.seq) > ($1, $2) limit 1',
};

export const latestEvent: Query<null, EventPlace> = {
  name: 'events.latest',
  async run(sql) {
    const [row] = await sql.all<EventPlace>(LATEST);
    return row === undefined ? { tx: 0, seq: 0 } : { tx: row.tx, seq: row.seq };
  },
};

type ReadRequest = { after: EventPlace; limit: number; filter: EventFilter };

export const readEvents: Query<ReadRequest, EventSlice & { gap: boolean }> = {
  name: 'events.read',
  async run(sql, { after, limit, filter }) {
    const found = await sql.all<EventRow>(SELECT, after.tx, after.seq, limit + 1);
    const looked = found.slice(0, limit);
    const last = looked.at(-1);
    const [oldest] = await sql.all<EventPlace>(OLDEST);
    return {
      events: looked.map(parse).filter((event) => fits(event, filter)),
      place: last === undefined ? after : { tx: last.tx, seq: last.seq },
      more: found.length > limit,
      unsettled: found.length === 0 && (await sql.all(UNSETTLED, after.tx, after.seq)).length > 0,
      gap: after.seq > 0 && oldest !== undefined && oldest.seq > after.seq + 1 && isMissing(after, oldest),
    };
  },
};

/** Numbers of PostgreSQL have holes (a transaction that failed), so that only a later transaction's first event tells of a gap. */
function isMissing(after: EventPlace, oldest: EventPlace): boolean {
  return oldest.tx === 0 || oldest.tx > after.tx;
}

/** Whether a listener with this filter wants it. Events of no channel (null) go to those that want all channels. */
function fits(event: LoggedEvent, { types, channelIds }: EventFilter): boolean {
  if (types !== null && !types.includes(event.type)) return false;
  return channelIds === null || (event.channelId !== null && channelIds.includes(event.channelId));
}

function parse(row: EventRow): LoggedEvent {
  return {
    tx: row.tx,
    seq: row.seq,
    type: row.type,
    // Ids of our own rows.
    channelId: row.channel_id as ChannelId | null,
    conversationId: row.conversation_id as ConversationId | null,
    subject: row.subject,
    detail: row.detail === null ? null : JSON.parse(row.detail),
    at: row.at,
  };
}
