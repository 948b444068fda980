import type { TraceEntry } from '../../domain/trace.ts';
import { randomIds } from '../../host/ids.ts';
import { logEvents } from '../events/log.ts';
import type { NewDeadLetter } from '../ingest-items.ts';
import { type Sql, statement, storableJson } from '../sql.ts';

// As in `conversations.ts`.
const ids = randomIds();

/** Larger ones are cut off: a trace must not grow with what somebody sends. */
const DETAIL_MAX = 64 * 1024;

const INSERT_TRACE = statement(`
  insert into trace (message_id, id, step, at, duration_ms, turn_id, attempt_id, detail)
  select r.message_id, r.id, r.step, r.at, r.duration_ms, r.turn_id, r.attempt_id, r.detail
  from {{rows $1 as r: message_id text, id text, step text, at bigint, duration_ms bigint, turn_id text, attempt_id text, detail text}}`);

const INSERT_DEAD_LETTERS = statement(`
  insert into dead_letter (id, channel_id, connection_id, reason, message, message_id, raw, at)
  select r.id, r.channel_id, r.connection_id, r.reason, r.message, r.message_id, r.raw, r.at
  from {{rows $1 as r: id text, channel_id text, connection_id text, reason text, message text, message_id text, raw text, at bigint}}
  where true on conflict (id) do nothing`);

/** What steps tell of messages. */
export async function saveTrace(sql: Sql, entries: readonly TraceEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const group = ids.next('trace');
  await sql.write(
    INSERT_TRACE,
    entries.map((entry, index) => toRow(entry, `${group}_${String(index).padStart(5, '0')}`)),
  );
}

export async function saveDeadLetters(sql: Sql, letters: readonly NewDeadLetter[]): Promise<void> {
  if (letters.length === 0) return;
  const written = letters.map((letter) => ({
    id: letter.id,
    channel_id: letter.channelId,
    connection_id: letter.connectionId,
    reason: letter.reason,
    message: letter.message,
    message_id: letter.messageId,
    raw: letter.raw,
    at: letter.at,
  }));
  const told = letters.map(({ id, channelId, reason }) => ({
    type: 'dead_letter.created' as const,
    channel_id: channelId,
    conversation_id: null,
    subject: id,
    detail: storableJson({ reason }),
  }));
  await Promise.all([sql.write(INSERT_DEAD_LETTERS, written), logEvents(sql, told)]);
}

function toRow(entry: TraceEntry, id: string) {
  return {
    message_id: entry.messageId,
    // Grows within a message, so that entries of one moment keep their order.
    id,
    step: entry.step,
    at: Math.round(entry.at),
    duration_ms: entry.durationMs === undefined ? null : Math.round(entry.durationMs),
    turn_id: entry.turnId ?? null,
    attempt_id: entry.attemptId ?? null,
    detail: entry.detail === undefined ? null : renderDetail(entry.detail),
  };
}

function renderDetail(detail: Record<string, unknown>): string {
  const text = storableJson(detail);
  return text.length <= DETAIL_MAX ? text : storableJson({ cutOff: text.slice(0, DETAIL_MAX / 2) });
}
