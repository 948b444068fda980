import type { Operation } from '../engine.ts';
import { rows, type Sql, statement } from '../sql.ts';
import type { SessionWrite, TurnReply } from '../work.ts';
import { queueDrafts } from './queue-drafts.ts';
import { afterReply, readSessions } from './sessions.ts';
import { saveDeadLetters, saveTrace } from './stories.ts';
import { TurnWork } from './turn-work.ts';

interface ReplyKey {
  turn_id: string;
  reply_key: string;
}

const KNOWN = statement(`
  select t.turn_id, t.reply_key from {{rows $1 as r: turn_id text, reply_key text}}
  join turn_reply t on t.turn_id = r.turn_id and t.reply_key = r.reply_key`);

const REMEMBER = statement(`
  insert into turn_reply (turn_id, reply_key, at)
  select r.turn_id, r.reply_key, $2 from {{rows $1 as r: turn_id text, reply_key text}}`);

/**
 * Applies answers that bots gave later, whoever holds the lane: closing the turn takes it from them. Each reply key counts once, and gets the
 * same outcome ever after.
 */
export const replyToTurn: Operation<TurnReply, 'ok' | 'closed'> = {
  name: 'work.reply_to_turn',
  async run(sql, replies) {
    const work = await TurnWork.lock(sql, replies);
    const known = new Set((await sql.all<ReplyKey>(KNOWN, rows(replies.map(keyOf)))).map(textOf));
    const sessions: Map<string, SessionWrite> = await readSessions(
      sql,
      replies.map((reply) => sessionIdOf(work, reply)),
    );
    const applied: TurnReply[] = [];
    const outcomes = replies.map((reply) => {
      if (known.has(textOf(keyOf(reply)))) return 'ok';
      if (!apply(work, reply, sessions)) return 'closed';
      known.add(textOf(keyOf(reply)));
      applied.push(reply);
      return 'ok';
    });
    await save(sql, work, applied);
    return outcomes;
  },
};

/** False: the turn is closed. */
function apply(work: TurnWork, reply: TurnReply, sessions: Map<string, SessionWrite>): boolean {
  const turn = work.openTurn(reply.turnId);
  const conversation = turn && work.conversations.get(turn.conversation_id);
  if (turn === undefined || conversation === undefined) return false;
  const session = sessions.get(sessionIdOf(work, reply) ?? '') ?? reply.session;
  if (session !== undefined) {
    const changed = afterReply(session, reply);
    sessions.set(session.id, changed);
    work.writeSession(turn, conversation, changed);
  }
  queueDrafts(conversation, { drafts: reply.drafts, turnId: turn.id }, work);
  if (reply.answeredBy !== undefined) work.conversations.giveTo(conversation, reply.answeredBy);
  if (!reply.more) work.close(turn, conversation, 'answered');
  else if (turn.deferred_until === null && reply.until !== undefined) work.defer(turn, reply.until);
  return true;
}

function sessionIdOf(work: TurnWork, { session, turnId }: TurnReply): string | null {
  return session?.id ?? work.turn(turnId)?.session_id ?? null;
}

async function save(sql: Sql, work: TurnWork, applied: readonly TurnReply[]): Promise<void> {
  if (applied.length === 0) return;
  await Promise.all([
    work.save(),
    sql.write(REMEMBER, applied.map(keyOf), sql.now),
    saveTrace(
      sql,
      applied.flatMap(({ trace }) => trace),
    ),
    saveDeadLetters(
      sql,
      applied.flatMap(({ deadLetters }) => deadLetters ?? []),
    ),
  ]);
}

function keyOf({ turnId, replyKey }: TurnReply): ReplyKey {
  return { turn_id: turnId, reply_key: replyKey };
}

function textOf({ turn_id, reply_key }: ReplyKey): string {
  return `${turn_id} ${reply_key}`;
}
