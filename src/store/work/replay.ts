import type { BotId } from '../../domain/ids.ts';
import type { TraceEntry } from '../../domain/trace.ts';
import type { Operation } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';
import { Conversations } from './conversations.ts';
import { Lanes } from './lanes.ts';
import { type MessageRow, Messages } from './messages.ts';
import { wakeSender } from './queue-drafts.ts';
import { queueForBot } from './received.ts';
import { saveTrace } from './stories.ts';

type ReplayOutcome = 'ok' | 'unknown' | 'already_replayed';

interface LetterRow {
  id: string;
  message_id: string | null;
  replayed_at: number | null;
}

const LOCK = statement(`
  select d.id, d.message_id, d.replayed_at from {{rows $1 as r: id text}} join dead_letter d on d.id = r.id
  order by d.id {{for update}}`);

const CONVERSATIONS = statement(`
  select m.conversation_id as id from {{rows $1 as r: id text}} join message m on m.id = r.id`);

const MARK = statement(`
  update dead_letter set replayed_at = $2 from {{rows $1 as r: id text}} where dead_letter.id = r.id`);

const REVOKED = statement(`
  select m.id from {{rows $1 as r: id text}} join message m on m.id = r.id where m.revoked_at is not null`);

/** A new turn is frozen anew: with what the message says by now. */
const SHOW_NEWEST = statement(`
  update message set turn_variant = 'edited' from {{rows $1 as r: id text}}
  where message.id = r.id and message.edited_at is not null and message.turn_id is null`);

/** Gives messages that were given up a second chance, each dead letter once; raw ones are only marked. */
export const replayDeadLetter: Operation<string, ReplayOutcome> = {
  name: 'work.replay_dead_letter',
  async run(sql, ids) {
    const letters = new Map(
      (await sql.all<LetterRow>(LOCK, rows(ids.map((id) => ({ id }))))).map((row) => [row.id, row]),
    );
    const open = [...letters.values()].filter(({ replayed_at }) => replayed_at === null);
    await sql.write(MARK, open, sql.now);
    await replayMessages(
      sql,
      open.map(({ message_id }) => message_id).filter((id) => id !== null),
    );
    const replayed = new Set<string>();
    return ids.map((id) => {
      const letter = letters.get(id);
      if (letter === undefined) return 'unknown';
      if (letter.replayed_at !== null || replayed.has(id)) return 'already_replayed';
      replayed.add(id);
      return 'ok';
    });
  },
};

async function replayMessages(sql: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  const conversations = new Conversations(sql);
  const lanes = new Lanes(sql);
  const messages = new Messages(sql);
  const found = await sql.all<{ id: string }>(CONVERSATIONS, rows(messageIds.map((id) => ({ id }))));
  await conversations.lock(found.map(({ id }) => id));
  await lanes.lock(
    found.map(({ id }) => id),
    ['in', 'out'],
  );
  await messages.lock(messageIds);
  const work = { sql, conversations, lanes, messages };
  const wanted = rows(messageIds.map((id) => ({ id })));
  // What its author took back is not answered any more.
  const revoked = new Set((await sql.all<{ id: string }>(REVOKED, wanted)).map(({ id }) => id));
  const open = [...new Set(messageIds)].filter((id) => !revoked.has(id));
  const replayed = open.flatMap((id) => replayMessage(messages.get(id), work));
  await Promise.all([conversations.save(), messages.save(), saveTrace(sql, replayed), lanes.save()]);
  await sql.run(SHOW_NEWEST, wanted);
}

interface Replaying {
  sql: Sql;
  conversations: Conversations;
  lanes: Lanes;
  messages: Messages;
}

/** Only what failed can be tried again. Returns what the trace tells of it. */
function replayMessage(message: MessageRow | undefined, work: Replaying): TraceEntry[] {
  if (message?.status !== 'failed') return [];
  if (message.direction === 'inbound') answerAgain(message, work);
  else sendAgain(message, work);
  // The message's own id.
  return [{ messageId: message.id as TraceEntry['messageId'], step: 'replayed', at: work.sql.now }];
}

/** It waits for the bot again, in a turn of its own. */
function answerAgain(message: MessageRow, { conversations, lanes, messages }: Replaying): void {
  const conversation = conversations.get(message.conversation_id);
  if (conversation === undefined || message.bot_id === null) return;
  messages.change(message, { status: 'received', turn_id: null, replays: message.replays + 1, failure: null });
  conversation.taken = Math.min(conversation.taken, message.position - 1);
  conversations.changed(conversation);
  queueForBot(lanes, conversation, { botId: message.bot_id as BotId, gatherMs: 0 });
}

/** It takes its place in line again, with as much time as it had. */
function sendAgain(message: MessageRow, { sql, conversations, lanes, messages }: Replaying): void {
  const conversation = conversations.get(message.conversation_id);
  if (conversation === undefined) return;
  const expires = message.expires_at === null ? null : message.expires_at + (sql.now - message.received_at);
  messages.change(message, {
    status: 'queued',
    expires_at: expires,
    received_at: sql.now,
    tries: 0,
    doubts: 0,
    doubt_until: null,
    failure: null,
  });
  const lane = lanes.get(conversation.id, 'out');
  wakeSender(lanes, conversation, sql.now);
  // It may come before what the lane waits with.
  if (lane !== undefined && !lanes.isLeased(lane)) lanes.release(lane, sql.now, null);
}
