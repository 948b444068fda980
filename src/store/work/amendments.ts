import type { InboundContent, InboundMediaContent, OutboundContent } from '../../domain/content.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { TraceEntry } from '../../domain/trace.ts';
import { randomIds } from '../../host/ids.ts';
import { logEvents, type NewEvent } from '../events/log.ts';
import type { AmendmentItem } from '../ingest-items.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import type { Conversations } from './conversations.ts';
import { Deliveries, type ReceivedId } from './deliveries.ts';
import type { Lanes } from './lanes.ts';
import { NewMessages } from './new-messages.ts';
import { type OriginalRow, Originals } from './originals.ts';
import { saveTrace } from './stories.ts';
import { tellBot } from './tell-bot.ts';
import { keepWaiting, takeWaiting } from './waiting-amendments.ts';

// As in `conversations.ts`.
const ids = randomIds();

const CONVERSATIONS = statement(`
  select m.conversation_id as id, v.merged_into
  from {{rows $1 as r: channel_id text, provider_message_id text}}
  join delivery d on d.channel_id = r.channel_id and d.provider_message_id = r.provider_message_id
  join message m on m.id = d.message_id
  join conversation v on v.id = m.conversation_id`);

const STILL_WAITING = statement(`
  select distinct m.conversation_id as id from {{rows $1 as r: id text, taken bigint}}
  join message m on m.conversation_id = r.id and m.position > r.taken and m.status = 'received' and m.turn_id is null`);

export interface Amending {
  sql: Sql;
  conversations: Conversations;
  lanes: Lanes;
}

/** Ids of the conversations that amended messages are in, now locked. Their lanes must be locked next. */
export async function lockAmended(
  { sql, conversations }: Pick<Amending, 'sql' | 'conversations'>,
  items: readonly AmendmentItem[],
): Promise<string[]> {
  if (items.length === 0) return [];
  const found = await sql.all<{ id: string; merged_into: string | null }>(CONVERSATIONS, rows(items.map(keyOf)));
  const ids = [...new Set(found.flatMap(({ id, merged_into }) => [id, merged_into ?? id]))].toSorted();
  await conversations.lock(ids);
  return ids;
}

/**
 * Changes stored messages as their authors did afterwards. New messages of this operation are written. `arrived`: originals for which
 * something may have waited; what comes before its original waits now. Conversations and lanes are locked, so no turn is frozen meanwhile.
 */
export async function amend(
  work: Amending,
  { items, arrived }: { items: readonly AmendmentItem[]; arrived: readonly ReceivedId[] },
): Promise<void> {
  if (items.length === 0 && arrived.length === 0) return;
  const { sql } = work;
  const deliveries = await linkArrived(sql, { items, arrived });
  const waited = await takeWaiting(sql, arrived);
  const all = [...waited, ...items].toSorted((a, b) => a.at - b.at);
  const originalOf = (item: AmendmentItem) => deliveries.get(keyOf(item)).message_id;
  await keepWaiting(
    sql,
    all.filter((item) => originalOf(item) === null),
  );
  const originals = new Originals(sql);
  await originals.lock([...new Set(all.map(originalOf).filter((id) => id !== null))]);
  await lockLate(work, { items, originals, originalOf });
  const changing = new Changing(work, originals);
  for (const item of all) changing.apply(item, originals.get(originalOf(item) ?? ''));
  await changing.save();
}

/** Rows that an amendment made before its original came are tied to it now. */
async function linkArrived(
  sql: Sql,
  { items, arrived }: { items: readonly AmendmentItem[]; arrived: readonly ReceivedId[] },
): Promise<Deliveries> {
  const deliveries = new Deliveries(sql);
  await deliveries.touch([...items.map(keyOf), ...arrived]);
  for (const id of arrived) deliveries.link(deliveries.get(id), { messageId: id.message_id, attemptId: null });
  await deliveries.save();
  return deliveries;
}

/** An original that another node stored between our look and our lock: rare, and a deadlock that it may cause is tried again. */
async function lockLate(
  { sql, conversations, lanes }: Amending,
  late: {
    items: readonly AmendmentItem[];
    originals: Originals;
    originalOf(item: AmendmentItem): string | null;
  },
): Promise<void> {
  const unlocked = late.items.filter((item) => {
    const original = late.originals.get(late.originalOf(item) ?? '');
    return original !== undefined && conversations.get(original.conversation_id) === undefined;
  });
  const ids = await lockAmended({ sql, conversations }, unlocked);
  await lanes.lock(ids, ['in', 'out']);
  // The turn may have been frozen before the lane's lock was ours.
  await late.originals.lock(unlocked.map(late.originalOf).filter((id) => id !== null));
}

/** Applies amendments one by one to rows in memory. The outcome does not depend on their order. */
class Changing {
  readonly #work: Amending;
  readonly #originals: Originals;
  readonly #fresh: NewMessages;
  readonly #trace: TraceEntry[] = [];
  readonly #events: NewEvent[] = [];
  /** Conversations in which something no longer waits for the bot. */
  readonly #emptied = new Set<string>();

  constructor(work: Amending, originals: Originals) {
    this.#work = work;
    this.#originals = originals;
    this.#fresh = new NewMessages(work.sql);
  }

  apply(item: AmendmentItem, original: OriginalRow | undefined): void {
    if (original === undefined) return;
    const change = item.amendment.kind === 'edit' ? this.#edit(item, original) : this.#revoke(item, original);
    if (change === null) return;
    const step = item.amendment.kind === 'edit' ? 'edited' : 'revoked';
    this.#trace.push({ messageId: original.id as MessageId, step, at: item.receivedAt, detail: { at: item.at } });
    this.#events.push({
      type: 'message.amended',
      channel_id: item.channelId,
      conversation_id: original.conversation_id,
      subject: original.id,
      detail: storableJson({ kind: item.amendment.kind }),
    });
    if (!wasAnswered(original)) return;
    tellBot({ ...this.#work, fresh: this.#fresh }, { item, original, content: change.content });
  }

  async save(): Promise<void> {
    await Promise.all([
      this.#originals.save(),
      this.#work.conversations.save(),
      this.#fresh.save(),
      saveTrace(this.#work.sql, this.#trace),
      logEvents(this.#work.sql, this.#events),
    ]);
    await this.#removeEmptied();
    await this.#work.lanes.save();
  }

  /** Null: nothing changes. The newest edit by the author's time is shown; before its turn is frozen the bot gets it too. */
  #edit(item: AmendmentItem, original: OriginalRow): { content?: unknown } | null {
    if (item.amendment.kind !== 'edit' || (original.edited_at ?? item.at) > item.at) return null;
    const isWaiting = waitsForBot(original);
    if (!isWaiting && original.turn_variant === 'edited') {
      this.#originals.write(original, 'answered', this.#originals.content(original.id, 'edited'));
      this.#originals.change(original, { turn_variant: 'answered' });
    }
    const content = withFile(item.amendment.content, this.#originals.content(original.id, 'original'));
    this.#originals.write(original, 'edited', content);
    this.#originals.change(original, { edited_at: item.at, ...(isWaiting && { turn_variant: 'edited' }) });
    // What was taken back is not told any more.
    return original.revoked_at === null ? { content } : null;
  }

  #revoke(item: AmendmentItem, original: OriginalRow): { content?: unknown } | null {
    if (original.revoked_at !== null) return null;
    this.#originals.change(original, { revoked_at: item.at });
    if (waitsForBot(original)) {
      this.#originals.change(original, { status: 'ignored', duty: 'observe', bot_id: null });
      this.#emptied.add(original.conversation_id);
    }
    return {};
  }

  /** A lane with nothing left to answer goes. One with an open turn goes on when that is over. */
  async #removeEmptied(): Promise<void> {
    const { sql, conversations, lanes } = this.#work;
    const concerned = [...this.#emptied].flatMap((id) => conversations.get(id) ?? []);
    if (concerned.length === 0) return;
    const wanted = rows(concerned.map(({ id, taken }) => ({ id, taken })));
    const busy = new Set((await sql.all<{ id: string }>(STILL_WAITING, wanted)).map(({ id }) => id));
    for (const { id } of concerned) {
      const lane = lanes.get(id, 'in');
      if (lane !== undefined && !busy.has(id) && lane.open_turn === null && !lanes.isLeased(lane)) lanes.remove(lane);
    }
  }
}

function waitsForBot({ status, turn_id }: OriginalRow): boolean {
  return status === 'received' && turn_id === null;
}

/** The bot has it, or will get it with the next try of its turn. */
function wasAnswered({ direction, status, turn_id }: OriginalRow): boolean {
  return direction === 'inbound' && turn_id !== null && status !== 'ignored';
}

/**
 * An edit of media changes the caption and repeats the rest: the file is the one that we have. Any other was never fetched, and nothing of the
 * provider's stands for it.
 */
function withFile(content: InboundContent | OutboundContent, original: unknown): InboundContent | OutboundContent {
  if (!('media' in content)) return content;
  // What providers tell is received media.
  const received = content as InboundMediaContent;
  if (isMedia(original) && original.type === content.type) return { ...received, media: original.media };
  const { url: _theirs, ...told } = received.media;
  return { ...received, media: { ...told, id: ids.next('med'), state: 'failed' } };
}

function isMedia(content: unknown): content is InboundMediaContent {
  return typeof content === 'object' && content !== null && 'media' in content;
}

function keyOf(item: AmendmentItem): { channel_id: string; provider_message_id: string } {
  return { channel_id: item.channelId, provider_message_id: item.originalProviderId };
}
