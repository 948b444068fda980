import type { MessageStatus } from '../../domain/message.ts';
import { rows, type Sql, statement } from '../sql.ts';

/** The message whose turn it is to go out, with what a sender needs to know of it. */
export interface HeadRow {
  id: string;
  channel_id: string;
  conversation_id: string;
  status: MessageStatus;
  author: string;
  free_form: number;
  marketing: number;
  at: number;
  expires_at: number | null;
  tries: number;
  doubts: number;
  doubt_until: number | null;
  body: string;
  quoted_id: string | null;
  quoted_provider_id: string | null;
  quoted_at: number | null;
  last_attempt_id: string | null;
  last_number: number | null;
  last_started_at: number | null;
  last_connection_id: string | null;
}

const SELECT = statement(`
  select m.id, m.channel_id, m.conversation_id, m.status, m.author, m.free_form, m.marketing, m.at, m.expires_at, m.tries, m.doubts, m.doubt_until,
    t.body, q.id as quoted_id, q.provider_message_id as quoted_provider_id, q.received_at as quoted_at,
    a.id as last_attempt_id, a.number as last_number, a.started_at as last_started_at, a.connection_id as last_connection_id
  from {{rows $1 as r: id text, variant text}}
  join message m on m.id = (
    select p.id from message p
    where p.conversation_id = r.id and p.direction = 'outbound' and p.status in ('queued', 'sending', 'in_doubt')
    order by p.position limit 1)
  join content t on t.message_id = m.id and t.variant = r.variant
  left join message q on q.id = m.reply_to
  left join attempt a on a.id = m.attempt_id`);

/** Reads the first pending message of each conversation, by conversation. Their out-lanes are locked. */
export async function readHeads(sql: Sql, conversationIds: readonly string[]): Promise<Map<string, HeadRow>> {
  if (conversationIds.length === 0) return new Map();
  const found = await sql.all<HeadRow>(SELECT, rows(conversationIds.map((id) => ({ id, variant: 'original' }))));
  return new Map(found.map((head) => [head.conversation_id, head]));
}
