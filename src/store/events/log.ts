import type { EventType } from '../events.ts';
import { type Sql, statement } from '../sql.ts';

/** `Engine.onNotify` topic of new events. */
export const EVENT_TOPIC = 'event';

export interface NewEvent {
  type: EventType;
  channel_id: string | null;
  conversation_id: string | null;
  subject: string;
  /** JSON. */
  detail?: string | null;
}

const INSERT = statement(`
  insert into event (type, channel_id, conversation_id, subject, detail, at)
  select r.type, r.channel_id, r.conversation_id, r.subject, r.detail, $2
  from {{rows $1 as r: type text, channel_id text, conversation_id text, subject text, detail text}}
  where exists (select 1 from event_listener l where l.until > $2)`);

/** Writes events in the transaction of what they tell of, if anybody listens. */
export async function logEvents(sql: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const written = await sql.write(INSERT, events, sql.now);
  if (written > 0) sql.notify(EVENT_TOPIC);
}
