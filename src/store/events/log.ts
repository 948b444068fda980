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

const LISTENERS = statement(`
  select 1 as listens where exists (select 1 from event_listener l where l.until > $1)`);

const INSERT = statement(`
  insert into event (type, channel_id, conversation_id, subject, detail, at)
  select r.type, r.channel_id, r.conversation_id, r.subject, r.detail, $2
  from {{rows $1 as r: type text, channel_id text, conversation_id text, subject text, detail text}}`);

/** Whether anybody listens, asked once in each transaction: most of them have several things to tell, and nobody to tell them to. */
const asked = new WeakMap<Sql, Promise<boolean>>();

/** Writes events in the transaction of what they tell of, if anybody listens. */
export async function logEvents(sql: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0 || !(await isHeard(sql))) return;
  await sql.write(INSERT, events, sql.now);
  sql.notify(EVENT_TOPIC);
}

function isHeard(sql: Sql): Promise<boolean> {
  let answer = asked.get(sql);
  if (answer === undefined) {
    answer = sql.all(LISTENERS, sql.now).then((found) => found.length > 0);
    asked.set(sql, answer);
  }
  return answer;
}
