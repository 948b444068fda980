import type { SessionId } from '../../domain/ids.ts';
import { rows, type Sql, statement, storableJson } from '../sql.ts';
import type { SessionData, SessionWrite, StoredSession, TurnReply } from '../work.ts';

interface SessionRow {
  id: string;
  conversation_id: string;
  revision: number;
  started_at: number;
  last_at: number;
  ended: number;
  variables: string;
  state: string;
  choices: string;
}

const SELECT = statement(`select s.* from {{rows $1 as r: id text}} join session s on s.id = r.id`);

const UPSERT = statement(`
  insert into session (id, conversation_id, revision, started_at, last_at, ended, variables, state, choices)
  select r.id, r.conversation_id, 1, r.started_at, r.last_at, r.ended, r.variables, r.state, r.choices
  from {{rows $1 as r: id text, conversation_id text, started_at bigint, last_at bigint, ended bigint, variables text, state text,
    choices text}}
  where true
  on conflict (id) do update set revision = session.revision + 1, last_at = excluded.last_at, ended = excluded.ended,
    variables = excluded.variables, state = excluded.state, choices = excluded.choices`);

export async function readSessions(sql: Sql, ids: Iterable<string | null>): Promise<Map<string, StoredSession>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null).map((id) => ({ id }));
  if (wanted.length === 0) return new Map();
  const found = await sql.all<SessionRow>(SELECT, rows(wanted));
  return new Map(found.map((row) => [row.id, parse(row)]));
}

function parse(row: SessionRow): StoredSession {
  return {
    id: row.id as SessionId,
    revision: row.revision,
    startedAt: row.started_at,
    lastAt: row.last_at,
    ended: row.ended === 1,
    variables: JSON.parse(row.variables),
    state: JSON.parse(row.state),
    choices: JSON.parse(row.choices),
  };
}

const SET_CHOICES = statement(`
  update session set choices = r.choices from {{rows $1 as r: id text, choices text}} where session.id = r.id`);

/** What a typed number means, and nothing else; the sessions' conversations are locked. */
export async function setChoices(
  sql: Sql,
  changed: readonly { sessionId: string; choices: SessionData['choices'] }[],
): Promise<void> {
  if (changed.length === 0) return;
  const latest = new Map(changed.map(({ sessionId, choices }) => [sessionId, choices]));
  const written = [...latest].map(([id, choices]) => ({ id, choices: storableJson(choices) }));
  await sql.write(SET_CHOICES, written);
}

/** What a later answer changes in the session of its turn. */
export function afterReply(session: SessionWrite, reply: TurnReply): SessionWrite {
  return {
    ...session,
    variables: { ...session.variables, ...reply.variables },
    choices: reply.choices,
    ended: session.ended || reply.endSession,
  };
}

/** Each write is a new revision. Of several for one session the last counts. */
export async function saveSessions(
  sql: Sql,
  writes: readonly { conversationId: string; session: SessionWrite }[],
): Promise<void> {
  if (writes.length === 0) return;
  const latest = new Map(writes.map((write) => [write.session.id, write]));
  const written = [...latest.values()].map(({ conversationId, session }) => ({
    id: session.id,
    conversation_id: conversationId,
    started_at: session.startedAt,
    last_at: session.lastAt,
    ended: session.ended ? 1 : 0,
    variables: storableJson(session.variables),
    state: storableJson(session.state ?? null),
    choices: storableJson(session.choices),
  }));
  await sql.write(
    UPSERT,
    written.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
}
