import { rows, type Sql, statement } from '../sql.ts';
import { type ConversationRow, type Conversations, latest } from './conversations.ts';
import type { ContactMerge } from './people.ts';

const OF_CONTACTS = statement(`
  select c.id, c.channel_id, c.sender_id, c.contact_id from {{rows $1 as r: id text}} join conversation c on c.contact_id = r.id`);

const MERGED_INTO = statement(`
  select c.id from {{rows $1 as r: id text}} join conversation c on c.merged_into = r.id`);

const BUSY = statement(`
  select distinct l.conversation_id as id from {{rows $1 as r: id text}} join lane l on l.conversation_id = r.id`);

const SESSIONS = statement(`
  select s.id, s.last_at from {{rows $1 as r: id text}} join session s on s.id = r.id`);

/**
 * Links the conversations of contacts that turned out to be one person. From now on the loser's take nothing new; what the survivor must
 * respect at once (who answers, window) counts at once, the session follows when the loser has no work left (`finishMerges`).
 */
export async function linkConversations(
  sql: Sql,
  conversations: Conversations,
  merges: readonly ContactMerge[],
): Promise<void> {
  if (merges.length === 0) return;
  const survivorOf = new Map(merges.map(({ loser, survivor }) => [loser, survivor]));
  const final = (contactId: string): string => {
    const next = survivorOf.get(contactId);
    return next === undefined ? contactId : final(next);
  };
  const found = await sql.all<ConversationRow>(OF_CONTACTS, rows([...survivorOf.keys()].map((id) => ({ id }))));
  const losers = found.map((row) => ({ id: row.id, pair: pairOf(row, final(row.contact_id)) }));
  const earlier = await sql.all<{ id: string }>(MERGED_INTO, rows(losers));
  await conversations.lock([...losers, ...earlier].map(({ id }) => id));
  await conversations.lockPairs(losers.map(({ pair }) => pair));
  for (const { id, pair } of losers) {
    const loser = conversations.get(id);
    if (loser !== undefined) linkOne(conversations, loser, conversations.of(pair));
  }
}

/** Moves the sessions of merged conversations that have no lane left. */
export async function finishMerges(sql: Sql, conversations: Conversations): Promise<void> {
  const awaiting = [...conversations.all()].filter((conversation) => conversation.merges_awaited > 0);
  if (awaiting.length === 0) return;
  const linked = await sql.all<{ id: string }>(MERGED_INTO, rows(awaiting.map(({ id }) => ({ id }))));
  await conversations.lock(linked.map(({ id }) => id));
  const pending = [...conversations.all()].filter(({ merge_pending }) => merge_pending === 1);
  const busy = new Set(
    (await sql.all<{ id: string }>(BUSY, rows(pending.map(({ id }) => ({ id }))))).map(({ id }) => id),
  );
  const ready = pending.filter(({ id }) => !busy.has(id));
  const lastAt = await readLastTimes(sql, [...ready, ...awaiting]);
  for (const loser of ready) finishOne(conversations, loser, lastAt);
}

function linkOne(conversations: Conversations, loser: ConversationRow, survivor: ConversationRow): void {
  if (loser === survivor || loser.merged_into !== null) return;
  for (const earlier of conversations.all()) {
    if (earlier.merged_into !== loser.id) continue;
    earlier.merged_into = survivor.id;
    if (earlier.merge_pending === 1) survivor.merges_awaited += 1;
    conversations.changed(earlier);
  }
  Object.assign(loser, { merged_into: survivor.id, merge_pending: 1, merges_awaited: 0 });
  survivor.merges_awaited += 1;
  inherit(survivor, loser);
  conversations.changed(loser);
  conversations.changed(survivor);
}

function finishOne(conversations: Conversations, loser: ConversationRow, lastAt: ReadonlyMap<string, number>): void {
  const survivor = loser.merged_into === null ? undefined : conversations.get(loser.merged_into);
  if (survivor === undefined) return;
  const time = (id: string | null) => (id === null ? -1 : (lastAt.get(id) ?? -1));
  if (time(loser.session_id) > time(survivor.session_id)) survivor.session_id = loser.session_id;
  inherit(survivor, loser);
  loser.merge_pending = 0;
  survivor.merges_awaited -= 1;
  conversations.changed(loser);
  conversations.changed(survivor);
}

function inherit(survivor: ConversationRow, loser: ConversationRow): void {
  if (loser.answered_by !== 'bot') survivor.answered_by = loser.answered_by;
  survivor.window_until = latest(survivor.window_until, loser.window_until);
  survivor.last_fallback_at = latest(survivor.last_fallback_at, loser.last_fallback_at);
}

async function readLastTimes(sql: Sql, conversations: readonly ConversationRow[]): Promise<Map<string, number>> {
  const ids = conversations.map(({ session_id }) => session_id).filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const found = await sql.all<{ id: string; last_at: number }>(SESSIONS, rows(ids.map((id) => ({ id }))));
  return new Map(found.map(({ id, last_at }) => [id, last_at]));
}

function pairOf(row: ConversationRow, contactId: string) {
  return { channelId: row.channel_id, senderId: row.sender_id, contactId };
}
