import type { AnsweredBy } from '../../domain/message.ts';
import { randomIds } from '../../host/ids.ts';
import { logEvents, type NewEvent } from '../events/log.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';

// Operations run by name in threads, so nothing can be handed to them; rows' own ids are never compared with a test's.
const ids = randomIds();

export interface ConversationRow {
  id: string;
  channel_id: string;
  sender_id: string;
  contact_id: string;
  position: number;
  taken: number;
  answered_by: string;
  window_until: number | null;
  session_id: string | null;
  last_fallback_at: number | null;
  last_message_at: number | null;
  merged_into: string | null;
  merge_pending: number;
  merges_awaited: number;
  created_at: number;
}

export interface Pair {
  channelId: string;
  senderId: string;
  contactId: string;
}

const BY_PAIR = statement(`
  select c.* from {{rows $1 as r: channel_id text, sender_id text, contact_id text}}
  join conversation c on c.channel_id = r.channel_id and c.sender_id = r.sender_id and c.contact_id = r.contact_id
  order by c.id {{for update}}`);

const BY_ID = statement(`
  select c.* from {{rows $1 as r: id text}} join conversation c on c.id = r.id order by c.id {{for update}}`);

const INSERT = statement(`
  insert into conversation (id, channel_id, sender_id, contact_id, position, taken, answered_by, window_until, session_id,
    last_fallback_at, last_message_at, merged_into, merge_pending, merges_awaited, created_at)
  select r.id, r.channel_id, r.sender_id, r.contact_id, r.position, r.taken, r.answered_by, r.window_until, r.session_id,
    r.last_fallback_at, r.last_message_at, r.merged_into, r.merge_pending, r.merges_awaited, r.created_at
  from {{rows $1 as r: id text, channel_id text, sender_id text, contact_id text, position bigint, taken bigint, answered_by text,
    window_until bigint, session_id text, last_fallback_at bigint, last_message_at bigint, merged_into text, merge_pending bigint,
    merges_awaited bigint, created_at bigint}}`);

const UPDATE = statement(`
  update conversation set position = r.position, taken = r.taken, answered_by = r.answered_by, window_until = r.window_until,
    session_id = r.session_id, last_fallback_at = r.last_fallback_at, last_message_at = r.last_message_at, merged_into = r.merged_into,
    merge_pending = r.merge_pending, merges_awaited = r.merges_awaited
  from {{rows $1 as r: id text, position bigint, taken bigint, answered_by text, window_until bigint, session_id text,
    last_fallback_at bigint, last_message_at bigint, merged_into text, merge_pending bigint, merges_awaited bigint}}
  where conversation.id = r.id`);

/**
 * Conversations that an operation locked, changes in memory and writes back once.
 * A lane is only ever made by who holds its conversation's lock, so that what `Lanes` reads under it stays true.
 */
export class Conversations {
  readonly #sql: Sql;
  readonly #byId = new Map<string, ConversationRow>();
  readonly #byPair = new Map<string, ConversationRow>();
  readonly #created = new Set<ConversationRow>();
  readonly #changed = new Set<ConversationRow>();
  readonly #given = new Set<ConversationRow>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Locks those that exist. */
  async lockPairs(pairs: readonly Pair[]): Promise<void> {
    const missing = new Map(
      pairs.filter((pair) => !this.#byPair.has(pairKey(pair))).map((pair) => [pairKey(pair), pair]),
    );
    if (missing.size === 0) return;
    const wanted = [...missing.values()].map(({ channelId, senderId, contactId }) => ({
      channel_id: channelId,
      sender_id: senderId,
      contact_id: contactId,
    }));
    const found = await this.#sql.all<ConversationRow>(BY_PAIR, rows(wanted));
    this.#keep(found);
    // The contact was merged away between its look-up and this lock.
    await this.lock(found.map((row) => row.merged_into).filter((id) => id !== null));
  }

  async lock(conversationIds: Iterable<string>): Promise<void> {
    const missing = [...new Set(conversationIds)].filter((id) => !this.#byId.has(id));
    if (missing.length > 0)
      this.#keep(await this.#sql.all<ConversationRow>(BY_ID, rows(missing.map((id) => ({ id })))));
  }

  get(id: string): ConversationRow | undefined {
    return this.#byId.get(id);
  }

  /** Of a pair that `lockPairs` was asked for; made if there is none. Merged ones take nothing new: their survivor's instead. */
  of(pair: Pair): ConversationRow {
    const found = this.#byPair.get(pairKey(pair)) ?? this.#create(pair);
    return this.survivor(found);
  }

  /** Where a conversation goes on: itself, or the one that it was merged into, which must be locked too. */
  survivor(conversation: ConversationRow): ConversationRow {
    return (conversation.merged_into === null ? undefined : this.#byId.get(conversation.merged_into)) ?? conversation;
  }

  changed(conversation: ConversationRow): void {
    if (!this.#created.has(conversation)) this.#changed.add(conversation);
  }

  /** To a human, to the bot or to nobody. */
  giveTo(conversation: ConversationRow, answeredBy: AnsweredBy): void {
    if (conversation.answered_by !== answeredBy) this.#given.add(conversation);
    conversation.answered_by = answeredBy;
    this.changed(conversation);
  }

  /** The next place in the conversation's order. */
  nextPosition(conversation: ConversationRow): number {
    conversation.position += 1;
    conversation.last_message_at = this.#sql.now;
    this.changed(conversation);
    return conversation.position;
  }

  all(): Iterable<ConversationRow> {
    return this.#byId.values();
  }

  async save(): Promise<void> {
    const created = [...this.#created];
    const changed = [...this.#changed];
    const given = [...this.#given].map(handedOver);
    this.#created.clear();
    this.#changed.clear();
    this.#given.clear();
    await Promise.all([
      logEvents(this.#sql, given),
      created.length > 0 ? this.#sql.write(INSERT, created) : 0,
      changed.length > 0 ? this.#sql.write(UPDATE, changed) : 0,
    ]);
  }

  #create(pair: Pair): ConversationRow {
    const conversation: ConversationRow = {
      id: ids.next('conv'),
      channel_id: pair.channelId,
      sender_id: pair.senderId,
      contact_id: pair.contactId,
      position: 0,
      taken: 0,
      answered_by: 'bot',
      window_until: null,
      session_id: null,
      last_fallback_at: null,
      last_message_at: null,
      merged_into: null,
      merge_pending: 0,
      merges_awaited: 0,
      created_at: this.#sql.now,
    };
    this.#keep([conversation]);
    this.#created.add(conversation);
    return conversation;
  }

  #keep(found: readonly ConversationRow[]): void {
    for (const row of found) {
      this.#byId.set(row.id, row);
      this.#byPair.set(pairKey({ channelId: row.channel_id, senderId: row.sender_id, contactId: row.contact_id }), row);
    }
  }
}

function pairKey({ channelId, senderId, contactId }: Pair): string {
  return `${channelId} ${senderId} ${contactId}`;
}

/** The later of two moments, null being never. */
export function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

function handedOver({ id, channel_id, answered_by }: ConversationRow): NewEvent {
  const detail = storableJson({ answeredBy: answered_by });
  return { type: 'conversation.answered_by', channel_id, conversation_id: id, subject: id, detail };
}
