import { rows, type Sql, statement } from '../sql.ts';

export interface NewAttempt {
  id: string;
  message_id: string;
  connection_id: string;
  number: number;
}

/** How an attempt ended. `failure`: JSON. */
export interface EndedAttempt {
  id: string;
  outcome: 'accepted' | 'failed' | 'retry' | 'in_doubt';
  provider_message_id: string | null;
  failure: string | null;
}

const INSERT = statement(`
  insert into attempt (id, message_id, connection_id, number, started_at, outcome)
  select r.id, r.message_id, r.connection_id, r.number, $2, 'started'
  from {{rows $1 as r: id text, message_id text, connection_id text, number bigint}}`);

/** What is certain stays: only an attempt under way or in doubt can end. */
const END = statement(`
  update attempt set outcome = r.outcome, ended_at = $2, provider_message_id = coalesce(r.provider_message_id, attempt.provider_message_id),
    failure = r.failure
  from {{rows $1 as r: id text, outcome text, provider_message_id text, failure text}}
  where attempt.id = r.id and attempt.outcome in ('started', 'in_doubt')`);

const COUNT = statement(`
  select a.message_id, max(a.number) as number from {{rows $1 as r: id text}} join attempt a on a.message_id = r.id group by a.message_id`);

/** How often each message was tried. */
export async function countAttempts(sql: Sql, messageIds: readonly string[]): Promise<Map<string, number>> {
  const found = await sql.all<{ message_id: string; number: number }>(COUNT, rows(messageIds.map((id) => ({ id }))));
  return new Map(found.map((row) => [row.message_id, row.number]));
}

export async function startAttempts(sql: Sql, attempts: readonly NewAttempt[]): Promise<void> {
  if (attempts.length > 0) await sql.write(INSERT, attempts, sql.now);
}

export async function endAttempts(sql: Sql, ended: readonly EndedAttempt[]): Promise<void> {
  if (ended.length > 0) await sql.write(END, ended, sql.now);
}
