import type { Operation } from '../engine.ts';
import { type Sql, statement } from '../sql.ts';

const LISTEN = statement(`
  insert into event_listener (id, until) select r.id, r.until from {{rows $1 as r: id text, until bigint}} where true
  on conflict (id) do update set until = excluded.until`);
const LEAVE = statement('delete from event_listener where id in (select r.id from {{rows $1 as r: id text}})');

/** As long as the webhook is enabled. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

export interface Listening {
  id: string;
  until: number;
}

export const listen: Operation<Listening, null> = {
  name: 'events.listen',
  async run(sql, listeners) {
    // The last word about a listener counts.
    await sql.write(LISTEN, [...new Map(listeners.map((one) => [one.id, one])).values()]);
    return listeners.map(() => null);
  },
};

export async function listenForEver(sql: Sql, id: string): Promise<void> {
  await sql.write(LISTEN, [{ id, until: FOR_EVER }]);
}

export async function leave(sql: Sql, id: string): Promise<void> {
  await sql.write(LEAVE, [{ id }]);
}
