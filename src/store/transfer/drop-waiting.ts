import { DatabaseSync } from 'node:sqlite';
import type { SendFailure } from '../../domain/failure.ts';
import { type Sql, statement, storableJson } from '../sql.ts';
import { PreparedStatements, SqliteSql } from '../sqlite/connection.ts';

const REASON =
  'It waited when the backup was made, and was dropped when that was restored. Replaying sends it after all.';
const FAILURE: SendFailure = { kind: 'rejected', code: 'dropped_at_restore', message: REASON };

const UNANSWERED = `status = 'received' and conversation_id in (select conversation_id from lane where kind = 'in')`;
const UNSENT = `direction = 'outbound' and status in ('queued', 'sending', 'in_doubt')`;

const LETTER = (reason: string, which: string) =>
  statement(`
  insert into dead_letter (id, channel_id, reason, message, message_id, at)
  select 'dl_restored_' || id, channel_id, '${reason}', $1, id, $2 from message where ${which}
  on conflict (id) do nothing`);
const LETTERS = [LETTER('bot_failed', UNANSWERED), LETTER('send_failed', UNSENT)];
const FAIL = [UNANSWERED, UNSENT].map((which) =>
  statement(`update message set status = 'failed', failure = $1, doubt_until = null where ${which}`),
);
const CLOSE_TURNS = statement(`
  update turn set closed_at = $1 where closed_at is null and id in (select open_turn from lane where open_turn is not null)`);
/** A lane without work ends by itself when it is looked at, and lets merges of conversations go on. */
const EMPTY_LANES = statement(`
  update lane set open_turn = null, waits_for = null, leased = 0, token = 0, due = $1 where kind in ('in', 'out')`);
const PAUSE_BULK = statement("update bulk_send set state = 'paused' where state = 'running'");
const END_BULK_LANES = statement("delete from lane where kind = 'bulk'");

/**
 * In a database that nobody has open, fails what waits to be sent or answered, each with a dead letter that can be replayed, and pauses bulk
 * sends. Its schema must be this release's. `now`: epoch ms.
 */
export async function dropWaiting(path: string, now: number): Promise<void> {
  const db = new DatabaseSync(path);
  try {
    db.exec('begin immediate');
    await drop(new SqliteSql(new PreparedStatements(db), now));
    db.exec('commit');
  } finally {
    db.close();
  }
}

async function drop(sql: Sql): Promise<void> {
  for (const letter of LETTERS) await sql.run(letter, REASON, sql.now);
  for (const fail of FAIL) await sql.run(fail, storableJson(FAILURE));
  await sql.run(CLOSE_TURNS, sql.now);
  await sql.run(EMPTY_LANES, sql.now);
  await sql.run(PAUSE_BULK);
  await sql.run(END_BULK_LANES);
}
