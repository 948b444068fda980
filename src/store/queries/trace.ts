import type { AttemptId, MessageId, TurnId } from '../../domain/ids.ts';
import type { TraceEntry, TraceStep } from '../../domain/trace.ts';
import type { Query } from '../engine.ts';
import type { AttemptView, MessageTrace, MessageView, StatusView } from '../queries.ts';
import { type Sql, statement } from '../sql.ts';
import { readMessage } from './messages.ts';

interface EntryRow {
  step: TraceStep;
  at: number;
  duration_ms: number | null;
  turn_id: string | null;
  attempt_id: string | null;
  detail: string | null;
}

interface AttemptRow {
  id: string;
  number: number;
  connection_id: string;
  started_at: number;
  ended_at: number | null;
  outcome: AttemptView['outcome'];
  provider_message_id: string | null;
  failure: string | null;
}

const ENTRIES = statement(`
  select step, at, duration_ms, turn_id, attempt_id, detail from trace where message_id = $1 order by at, id`);
const ATTEMPTS = statement(`
  select id, number, connection_id, started_at, ended_at, outcome, provider_message_id, failure
  from attempt where message_id = $1 order by number, started_at, id`);
/** Providers often report several within one second; then they are told in the order of a message's way. */
const STATUSES = statement(`
  select s.status, s.at, s.detail
  from (
    select channel_id, provider_message_id from message where id = $1
    union
    select m.channel_id, a.provider_message_id from message m join attempt a on a.message_id = m.id where m.id = $1
  ) as known
  join status_report s on s.channel_id = known.channel_id and s.provider_message_id = known.provider_message_id
  order by s.at, case s.status when 'sent' then 1 when 'delivered' then 2 when 'read' then 3 else 4 end`);
const RAW = statement('select body from raw where owner = $1');
const RELATED = statement(`
  select other.id from message m join message other on other.turn_id = m.turn_id and other.id <> m.id
  where m.id = $1 order by other.id`);

/** The whole story of one message, out of the rows that its steps left behind. */
export const getTrace: Query<MessageId, MessageTrace | null> = {
  name: 'queries.get_trace',
  async run(sql, id) {
    const message = await readMessage(sql, id);
    if (!message) return null;
    const [raw] = await sql.all<{ body: string }>(RAW, id);
    return {
      message,
      entries: [...arrival(message), ...(await sql.all<EntryRow>(ENTRIES, id)).map((row) => parseEntry(id, row))],
      attempts: (await sql.all<AttemptRow>(ATTEMPTS, id)).map(parseAttempt),
      statuses: await readStatuses(sql, id),
      raw: message.revokedAt === null ? (raw?.body ?? null) : null,
      related: (await sql.all<{ id: MessageId }>(RELATED, id)).map((row) => row.id),
    };
  },
};

/** When a webhook brought it is told by the message itself: a row of its own would say it twice, for every message. */
function arrival({ id, author, receivedAt }: MessageView): TraceEntry[] {
  if (author !== 'contact' && author !== 'app_echo') return [];
  return [{ messageId: id, step: 'webhook_received', at: receivedAt }];
}

async function readStatuses(sql: Sql, id: MessageId): Promise<StatusView[]> {
  const found = await sql.all<{ status: string; at: number; detail: string | null }>(STATUSES, id);
  return found.map(({ status, at, detail }) => ({ status, at, detail: detail === null ? null : JSON.parse(detail) }));
}

function parseEntry(messageId: MessageId, row: EntryRow): TraceEntry {
  return {
    messageId,
    step: row.step,
    at: row.at,
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(row.turn_id !== null && { turnId: row.turn_id as TurnId }), // Written from one.
    ...(row.attempt_id !== null && { attemptId: row.attempt_id as AttemptId }), // Written from one.
    ...(row.detail !== null && { detail: JSON.parse(row.detail) }),
  };
}

function parseAttempt(row: AttemptRow): AttemptView {
  return {
    id: row.id,
    number: row.number,
    connectionId: row.connection_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    providerMessageId: row.provider_message_id,
    failure: row.failure === null ? null : JSON.parse(row.failure),
  };
}
