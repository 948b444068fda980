import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { MessageView, Page } from '../queries.ts';
import type { Sql } from '../sql.ts';
import { conversationsOfContact, conversationWithMerged } from './contacts.ts';
import { page, type Slice } from './cursor.ts';
import { type PersonView, readPeople } from './people.ts';
import { among, bind, cachedStatement, type Where } from './where.ts';

export interface MessageFilter {
  channelIds?: readonly ChannelId[];
  conversationId?: string;
  contact?: string;
}

interface MessageRow {
  id: string;
  channel_id: string;
  conversation_id: string;
  contact_id: string;
  sender_id: string;
  direction: MessageView['direction'];
  author: MessageView['author'];
  duty: MessageView['duty'];
  status: MessageView['status'];
  provider_message_id: string | null;
  failure: string | null;
  at: number;
  received_at: number;
  body: string | null;
}

/** Shown where retention has deleted the content. */
const DELETED: MessageView['content'] = { type: 'unsupported', kind: 'deleted', provider: {} };

export const listMessages: Query<{ filter: MessageFilter; slice: Slice }, Page<MessageView>> = {
  name: 'queries.list_messages',
  async run(sql, { filter, slice }) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id < ${bind(where, slice.before.id)}`);
    if (filter.channelIds) among(where, 'channel_id', filter.channelIds);
    const conversations = await findConversations(sql, filter);
    if (conversations) among(where, 'conversation_id', conversations);
    const found = await readMessages(sql, where, slice.limit + 1);
    return page('messages', found, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};

export const getMessage: Query<MessageId, MessageView | null> = {
  name: 'queries.get_message',
  run: readMessage,
};

export async function readMessage(sql: Sql, id: MessageId): Promise<MessageView | null> {
  const where: Where = { parameters: [], conditions: [] };
  where.conditions.push(`id = ${bind(where, id)}`);
  return (await readMessages(sql, where, 1))[0] ?? null;
}

/** Null: no filter by conversation. */
async function findConversations(sql: Sql, filter: MessageFilter): Promise<readonly string[] | null> {
  const named = filter.conversationId === undefined ? null : await conversationWithMerged(sql, filter.conversationId);
  const persons = filter.contact === undefined ? null : await conversationsOfContact(sql, filter.contact);
  if (named === null || persons === null) return named ?? persons;
  return named.filter((id) => persons.includes(id));
}

/** Newest first. Ids are found first, so that content is read for one page only. */
async function readMessages(sql: Sql, where: Where, limit: number): Promise<MessageView[]> {
  const statement = cachedStatement(`
    select m.id, m.channel_id, m.conversation_id, m.contact_id, m.sender_id, m.direction, m.author, m.duty, m.status,
      m.provider_message_id, m.failure, m.at, m.received_at, c.body
    from (
      select id from message where ${where.conditions.join(' and ')} order by id desc limit ${bind(where, limit)}
    ) as shown
    join message m on m.id = shown.id
    left join content c on c.message_id = m.id and c.variant = 'original'
    order by m.id desc`);
  const found = await sql.all<MessageRow>(statement, ...where.parameters);
  const person = await readPeople(
    sql,
    found.map((row) => row.contact_id),
  );
  return found.map((row) => parseMessage(row, person(row.contact_id)));
}

/** The casts: columns come back as the kind they were written from. */
function parseMessage(row: MessageRow, person: PersonView): MessageView {
  return {
    id: row.id as MessageView['id'],
    channelId: row.channel_id as MessageView['channelId'],
    conversationId: row.conversation_id as MessageView['conversationId'],
    contactId: row.contact_id as MessageView['contactId'],
    senderId: row.sender_id as MessageView['senderId'],
    direction: row.direction,
    author: row.author,
    duty: row.duty,
    status: row.status,
    content: row.body === null ? DELETED : JSON.parse(row.body),
    providerMessageId: row.provider_message_id,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    ...person,
    at: row.at,
    receivedAt: row.received_at,
  };
}
