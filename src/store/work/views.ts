import type { InboundContent, InboundContext, OutboundContent } from '../../domain/content.ts';
import type { Identifier } from '../../domain/identity.ts';
import type { ChannelId, ContactId, ConversationId, MessageId, ProviderMessageId, SenderId } from '../../domain/ids.ts';
import type { AnsweredBy } from '../../domain/message.ts';
import { nameTarget } from '../reaction-target.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { ConversationView, TurnItem } from '../work.ts';

/** A conversation as claims show it, with what the store decides by. */
export interface ReadConversation {
  view: ConversationView;
  taken: number;
  sessionId: string | null;
  lastFallbackAt: number | null;
  mergesAwaited: number;
  wantsNoMarketing: boolean;
}

interface ConversationViewRow {
  id: string;
  channel_id: string;
  sender_id: string;
  contact_id: string;
  answered_by: AnsweredBy;
  window_until: number | null;
  taken: number;
  session_id: string | null;
  last_fallback_at: number | null;
  merges_awaited: number;
  marketing_opted_out_at: number | null;
  name: string | null;
  username: string | null;
}

interface IdentifierRow {
  contact_id: string;
  kind: Identifier['kind'];
  value: string;
  match_key: string;
}

const CONVERSATIONS = statement(`
  select v.id, v.channel_id, v.sender_id, p.id as contact_id, v.answered_by, v.window_until, v.taken, v.session_id,
    v.last_fallback_at, v.merges_awaited, p.marketing_opted_out_at, p.name, p.username
  from {{rows $1 as r: id text}}
  join conversation v on v.id = r.id
  join contact c on c.id = v.contact_id
  join contact p on p.id = coalesce(c.merged_into, c.id)`);

const IDENTIFIERS = statement(`
  select i.contact_id, i.kind, i.value, i.match_key
  from {{rows $1 as r: id text}} join identifier i on i.contact_id = r.id
  order by i.contact_id, i.seen_at desc, i.kind, i.match_key`);

/** Reads conversations with the people behind them, as they are by now. */
export async function readConversations(sql: Sql, ids: Iterable<string>): Promise<Map<string, ReadConversation>> {
  const wanted = [...new Set(ids)].map((id) => ({ id }));
  if (wanted.length === 0) return new Map();
  const found = await sql.all<ConversationViewRow>(CONVERSATIONS, rows(wanted));
  const contacts = [...new Set(found.map((row) => row.contact_id))].map((id) => ({ id }));
  const identifiers = await sql.all<IdentifierRow>(IDENTIFIERS, rows(contacts));
  const byContact = Map.groupBy(identifiers, (row) => row.contact_id);
  return new Map(found.map((row) => [row.id, parse(row, byContact.get(row.contact_id) ?? [])]));
}

function parse(row: ConversationViewRow, identifiers: readonly IdentifierRow[]): ReadConversation {
  return {
    // Ids of our own rows.
    view: {
      id: row.id as ConversationId,
      channelId: row.channel_id as ChannelId,
      senderId: row.sender_id as SenderId,
      contactId: row.contact_id as ContactId,
      answeredBy: row.answered_by,
      windowUntil: row.window_until,
      identifiers: identifiers.map(({ kind, value, match_key }) => ({ kind, value, matchKey: match_key })),
      contactName: row.name,
      contactUsername: row.username,
    },
    taken: row.taken,
    sessionId: row.session_id,
    lastFallbackAt: row.last_fallback_at,
    mergesAwaited: row.merges_awaited,
    wantsNoMarketing: row.marketing_opted_out_at !== null,
  };
}

interface ItemRow {
  id: string;
  position: number;
  provider_message_id: string | null;
  at: number;
  received_at: number;
  body: string;
  context: string | null;
  quoted_id: string | null;
}

const ITEMS = statement(`
  select m.id, m.position, m.provider_message_id, m.at, m.received_at, t.body, t.context, q.message_id as quoted_id
  from {{rows $1 as r: id text}}
  join message m on m.id = r.id
  join content t on t.message_id = m.id and t.variant = m.turn_variant
  left join delivery q on q.channel_id = m.channel_id and q.provider_message_id = m.reply_to_provider_id`);

/** Reads received messages as items of a turn, by id. */
export async function readItems(sql: Sql, messageIds: readonly string[]): Promise<Map<string, TurnItem>> {
  if (messageIds.length === 0) return new Map();
  const found = await sql.all<ItemRow>(ITEMS, rows(messageIds.map((id) => ({ id }))));
  return new Map(found.map((row) => [row.id, parseItem(row)]));
}

function parseItem(row: ItemRow): TurnItem {
  const content = parseContent<InboundContent>(row.body);
  return {
    messageId: row.id as MessageId,
    position: row.position,
    providerMessageId: row.provider_message_id as ProviderMessageId | null,
    providerAt: row.at,
    receivedAt: row.received_at,
    content: nameTarget(content, row.quoted_id),
    context: row.context === null ? {} : parseContent<InboundContext>(row.context),
    // A reaction names its target itself.
    replyTo: content.type === 'reaction' ? null : (row.quoted_id as MessageId | null),
  };
}

/** We wrote it from a value of this type. */
export function parseContent<Content extends InboundContent | OutboundContent | InboundContext>(text: string): Content {
  return JSON.parse(text);
}
