import type { InboundContent, OutboundContent } from '../../domain/content.ts';
import type { MessageStatus } from '../../domain/message.ts';
import { logEvents, type NewEvent } from '../events/log.ts';
import type { AnswerPlan, InboundMessageItem } from '../ingest-items.ts';
import { targetOf } from '../reaction-target.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import type { OutDraft } from '../work.ts';
import type { ConversationRow } from './conversations.ts';
import { type ReceivedId, saveReceivedIds } from './deliveries.ts';

const INSERT_RECEIVED = statement(`
  insert into message (id, channel_id, conversation_id, sender_id, contact_id, position, direction, author, duty, status,
    provider_message_id, reply_to_provider_id, at, received_at, bot_id, gather_ms, turn_id)
  select r.id, r.channel_id, r.conversation_id, r.sender_id, r.contact_id, r.position, r.direction, r.author, r.duty, r.status,
    r.provider_message_id, r.reply_to_provider_id, r.at, r.received_at, r.bot_id, r.gather_ms, r.turn_id
  from {{rows $1 as r: id text, channel_id text, conversation_id text, sender_id text, contact_id text, position bigint, direction text,
    author text, duty text, status text, provider_message_id text, reply_to_provider_id text, at bigint, received_at bigint,
    bot_id text, gather_ms bigint, turn_id text}}`);

const INSERT_QUEUED = statement(`
  insert into message (id, channel_id, conversation_id, sender_id, contact_id, position, direction, author, duty, status, reply_to, at,
    received_at, turn_id, free_form, marketing, pause_ms, expires_at, attempt_id)
  select r.id, r.channel_id, r.conversation_id, r.sender_id, r.contact_id, r.position, 'outbound', r.author, 'observe', r.status,
    r.reply_to, r.at, r.at, r.turn_id, r.free_form, r.marketing, r.pause_ms, r.expires_at, r.attempt_id
  from {{rows $1 as r: id text, channel_id text, conversation_id text, sender_id text, contact_id text, position bigint, author text,
    status text, reply_to text, at bigint, turn_id text, free_form bigint, marketing bigint, pause_ms bigint, expires_at bigint,
    attempt_id text}}`);

const INSERT_CONTENT = statement(`
  insert into content (message_id, variant, body, context)
  select r.message_id, 'original', r.body, r.context from {{rows $1 as r: message_id text, body text, context text}}`);

const INSERT_RAW = statement(`
  insert into raw (owner, body, at) select r.owner, r.body, r.at from {{rows $1 as r: owner text, body text, at bigint}}
  where true on conflict (owner) do nothing`);

/** What may still change before it is written. */
interface ReceivedRow {
  position: number;
  turn_id: string | null;
}

interface QueuedRow {
  status: 'queued' | 'sending';
  attempt_id: string | null;
}

interface ContentRow {
  message_id: string;
  body: string;
  context: string | null;
}

/** Messages that an operation adds, written once, with one statement per table. */
export class NewMessages {
  readonly #sql: Sql;
  readonly #received = new Map<string, ReceivedRow>();
  readonly #queued = new Map<string, QueuedRow>();
  readonly #content: ContentRow[] = [];
  readonly #raw: { owner: string; body: string; at: number }[] = [];
  readonly #receivedIds: ReceivedId[] = [];
  #announcing: Promise<readonly ReceivedId[]> | null = null;
  #announced: readonly ReceivedId[] = [];
  readonly #events: NewEvent[] = [];

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** A message that a webhook brought, at a place of its conversation. `plan`: null if nobody is to answer it. */
  receive(
    item: InboundMessageItem,
    conversation: ConversationRow,
    placed: { position: number; plan: AnswerPlan | null; status: MessageStatus },
  ): void {
    const row = {
      ...place(conversation, placed.position),
      id: item.messageId,
      direction: item.direction,
      author: item.author,
      duty: placed.plan === null ? 'observe' : 'answer',
      status: placed.status,
      provider_message_id: item.providerMessageId,
      reply_to_provider_id: targetOf(item.content) ?? item.context?.replyToProviderId ?? null,
      at: item.providerAt,
      received_at: item.receivedAt,
      bot_id: placed.plan?.botId ?? null,
      gather_ms: placed.plan?.gatherMs ?? null,
      turn_id: null,
    };
    this.#received.set(item.messageId, row);
    const context = item.context === undefined ? null : storableJson(item.context);
    this.#content.push({ message_id: item.messageId, body: storableJson(item.content), context });
    this.keepRaw(item.messageId, item.raw, item.receivedAt);
    this.#tell(item.direction === 'inbound' ? 'message.received' : 'message.echoed', conversation, item.messageId);
    if (item.direction === 'inbound') {
      const { channelId, providerMessageId, messageId } = item;
      this.#receivedIds.push({ channel_id: channelId, provider_message_id: providerMessageId, message_id: messageId });
    }
  }

  /** A message to be sent, last in its conversation's line. `turnId`: what it answers. */
  queue(draft: OutDraft, conversation: ConversationRow, placed: { position: number; turnId: string | null }): void {
    const row = {
      ...place(conversation, placed.position),
      id: draft.messageId,
      author: draft.author,
      reply_to: draft.replyTo,
      at: this.#sql.now,
      turn_id: placed.turnId,
      free_form: draft.freeForm ? 1 : 0,
      marketing: draft.marketing ? 1 : 0,
      pause_ms: draft.pauseMs,
      expires_at: draft.expiresAt,
      status: 'queued' as const,
      attempt_id: null,
    };
    this.#queued.set(draft.messageId, row);
    this.#content.push({ message_id: draft.messageId, body: storableJson(draft.content), context: null });
    this.#tell('message.queued', conversation, draft.messageId);
  }

  /** `owner`: a message's id, or the dedupe key of what is no message. */
  keepRaw(owner: string, body: string, at: number): void {
    this.#raw.push({ owner, body, at });
  }

  /** The place of a message that `receive` was told of. */
  positionOf(messageId: string): number {
    return rowOf(this.#received, messageId).position;
  }

  /** A received message is in its turn from the beginning. */
  handTo(turnId: string, messageId: string): void {
    rowOf(this.#received, messageId).turn_id = turnId;
  }

  /** A queued message is under way from the beginning. */
  startSending(messageId: string, attemptId: string): void {
    Object.assign(rowOf(this.#queued, messageId), { status: 'sending', attempt_id: attemptId });
  }

  /** Writes the provider's ids of received messages, as `save` does; returns those of which something may have come before them. */
  announce(): Promise<readonly ReceivedId[]> {
    this.#announcing ??= saveReceivedIds(this.#sql, this.#receivedIds).then((areNew) => {
      if (!areNew) this.#announced = this.#receivedIds;
      return this.#announced;
    });
    return this.#announcing;
  }

  async save(): Promise<void> {
    const [received, queued] = [[...this.#received.values()], [...this.#queued.values()]];
    const [content, raw] = [this.#content, this.#raw];
    await Promise.all([
      received.length > 0 ? this.#sql.write(INSERT_RECEIVED, received) : 0,
      queued.length > 0 ? this.#sql.write(INSERT_QUEUED, queued) : 0,
      content.length > 0 ? this.#sql.write(INSERT_CONTENT, content) : 0,
      raw.length > 0 ? this.#sql.write(INSERT_RAW, raw) : 0,
      this.announce(),
      logEvents(this.#sql, this.#events),
    ]);
  }

  /** After `save`: received messages of which something may have come before them. */
  get announced(): readonly ReceivedId[] {
    return this.#announced;
  }

  #tell(type: NewEvent['type'], conversation: ConversationRow, subject: string): void {
    const { channel_id, id } = conversation;
    this.#events.push({ type, channel_id, conversation_id: id, subject });
  }
}

/** Work that begins without the message that it is about would be done twice. */
function rowOf<Row>(rows: ReadonlyMap<string, Row>, messageId: string): Row {
  const row = rows.get(messageId);
  if (row === undefined) throw new Error('the message is not of this step');
  return row;
}

const REPLACE_CONTENT = statement(`
  update content set body = r.body from {{rows $1 as r: message_id text, variant text, body text}}
  where content.message_id = r.message_id and content.variant = r.variant`);

/** Other content goes out in a message's place. */
export async function replaceContent(
  sql: Sql,
  replaced: readonly { messageId: string; content: OutboundContent | InboundContent }[],
): Promise<void> {
  if (replaced.length === 0) return;
  const written = replaced.map(({ messageId, content }) => ({
    message_id: messageId,
    variant: 'original',
    body: storableJson(content),
  }));
  await sql.write(REPLACE_CONTENT, written);
}

function place(conversation: ConversationRow, position: number) {
  return {
    channel_id: conversation.channel_id,
    conversation_id: conversation.id,
    sender_id: conversation.sender_id,
    contact_id: conversation.contact_id,
    position,
  };
}
