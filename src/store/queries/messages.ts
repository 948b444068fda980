import type { InboundContext } from '../../domain/content.ts';
import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { MessageView, Page } from '../queries.ts';
import { nameTarget } from '../reaction-target.ts';
import { rows, type Sql, statement } from '../sql.ts';
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
  edited_at: number | null;
  revoked_at: number | null;
  body: string | null;
  context: string | null;
  quoted_id: string | null;
}

const SELECT = statement(`
  select m.id, m.channel_id, m.conversation_id, m.contact_id, m.sender_id, m.direction, m.author, m.duty, m.status,
    m.provider_message_id, m.failure, m.at, m.received_at, m.edited_at, m.revoked_at, c.body, c.context,
    coalesce(m.reply_to, q.message_id) as quoted_id
  from {{rows $1 as shown: id text}}
  join message m on m.id = shown.id
  left join content c on c.message_id = m.id and c.variant = case when m.edited_at is null then 'original' else 'edited' end
  left join delivery q on q.channel_id = m.channel_id and q.provider_message_id = m.reply_to_provider_id
  order by m.id desc`);

/** Shown where retention has deleted the content. */
const DELETED: MessageView['content'] = { type: 'unsupported', kind: 'deleted', provider: {} };
/** What a person took back is for nobody to read. */
const REVOKED: MessageView['content'] = { type: 'unsupported', kind: 'revoked', provider: {} };

export const listMessages: Query<{ filter: MessageFilter; slice: Slice }, Page<MessageView>> = {
  name: 'queries.list_messages',
  async run(sql, { filter, slice }) {
    const found = await readMessages(sql, await findIds(sql, filter, slice));
    return page('messages', found, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};

export const getMessage: Query<MessageId, MessageView | null> = {
  name: 'queries.get_message',
  run: readMessage,
};

export async function readMessage(sql: Sql, id: MessageId): Promise<MessageView | null> {
  return (await readMessages(sql, [id]))[0] ?? null;
}

/** Newest first, one more than the page holds. Several channels are asked one by one, because only each by itself has an order in an index. */
async function findIds(sql: Sql, filter: MessageFilter, { before, limit }: Slice): Promise<string[]> {
  const conversations = await findConversations(sql, filter);
  const everyChannel = filter.channelIds?.map((id) => [id]) ?? [null];
  const found: { id: string }[] = [];
  for (const channelIds of conversations ? [filter.channelIds ?? null] : everyChannel) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`id < ${bind(where, before.id)}`);
    if (channelIds) among(where, 'channel_id', channelIds);
    if (conversations) among(where, 'conversation_id', conversations);
    const select = `select id from message where ${where.conditions.join(' and ')} order by id desc limit ${bind(where, limit + 1)}`;
    found.push(...(await sql.all<{ id: string }>(cachedStatement(select), ...where.parameters)));
  }
  const newestFirst = found
    .map(({ id }) => id)
    .toSorted()
    .toReversed();
  return newestFirst.slice(0, limit + 1);
}

/** Null: no filter by conversation. */
async function findConversations(sql: Sql, filter: MessageFilter): Promise<readonly string[] | null> {
  const named = filter.conversationId === undefined ? null : await conversationWithMerged(sql, filter.conversationId);
  const persons = filter.contact === undefined ? null : await conversationsOfContact(sql, filter.contact);
  if (named === null || persons === null) return named ?? persons;
  return named.filter((id) => persons.includes(id));
}

/** Newest first. */
export async function readMessages(sql: Sql, ids: readonly string[]): Promise<MessageView[]> {
  const found = await sql.all<MessageRow>(SELECT, rows(ids.map((id) => ({ id }))));
  const contactIds = found.map((row) => row.contact_id);
  const person = await readPeople(sql, contactIds);
  return found.map((row) => parseMessage(row, person(row.contact_id)));
}

/** The casts: columns come back as the kind they were written from. */
function parseMessage(row: MessageRow, person: PersonView): MessageView {
  const content = contentOf(row);
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
    content,
    providerMessageId: row.provider_message_id,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    ...person,
    participant: participantOf(row),
    at: row.at,
    receivedAt: row.received_at,
    replyTo: content.type === 'reaction' ? null : (row.quoted_id as MessageView['replyTo']),
    editedAt: row.edited_at,
    revokedAt: row.revoked_at,
  };
}

function participantOf({ context }: MessageRow): MessageView['participant'] {
  const told: InboundContext = context === null ? {} : JSON.parse(context); // As above.
  return told.participant ?? null;
}

function contentOf({ body, revoked_at, author, quoted_id }: MessageRow): MessageView['content'] {
  if (revoked_at !== null) return REVOKED;
  if (body === null) return DELETED;
  const content: MessageView['content'] = JSON.parse(body); // We wrote it from a value of this type.
  // What we send ourselves names our own id already.
  return author === 'contact' || author === 'app_echo' ? nameTarget(content, quoted_id) : content;
}
