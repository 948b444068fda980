import { rows, type Sql, statement } from '../sql.ts';

/** A frozen turn. */
export interface TurnRow {
  id: string;
  conversation_id: string;
  from_position: number;
  to_position: number;
  /** JSON: ids of its messages, in order. */
  items: string;
  session_id: string | null;
  tries: number;
  frozen_at: number;
  deferred_until: number | null;
  closed_at: number | null;
}

const SELECT = statement(`select t.* from {{rows $1 as r: id text}} join turn t on t.id = r.id`);

const INSERT = statement(`
  insert into turn (id, conversation_id, from_position, to_position, items, session_id, tries, frozen_at)
  select r.id, r.conversation_id, r.from_position, r.to_position, r.items, r.session_id, 0, r.frozen_at
  from {{rows $1 as r: id text, conversation_id text, from_position bigint, to_position bigint, items text, session_id text,
    frozen_at bigint}}`);

const UPDATE = statement(`
  update turn set session_id = r.session_id, tries = r.tries, deferred_until = r.deferred_until, closed_at = r.closed_at
  from {{rows $1 as r: id text, session_id text, tries bigint, deferred_until bigint, closed_at bigint}} where turn.id = r.id`);

/** Turns belong to the in-lane of their conversation: whoever holds its lock may read and write them. */
export async function readTurns(sql: Sql, ids: Iterable<string>): Promise<Map<string, TurnRow>> {
  const wanted = [...new Set(ids)].map((id) => ({ id }));
  if (wanted.length === 0) return new Map();
  return new Map((await sql.all<TurnRow>(SELECT, rows(wanted))).map((turn) => [turn.id, turn]));
}

export async function insertTurns(sql: Sql, turns: readonly TurnRow[]): Promise<void> {
  if (turns.length > 0) await sql.write(INSERT, turns);
}

export async function updateTurns(sql: Sql, turns: readonly TurnRow[]): Promise<void> {
  if (turns.length > 0) await sql.write(UPDATE, turns);
}

/** Ids of a turn's messages. */
export function itemsOf(turn: TurnRow): string[] {
  return JSON.parse(turn.items);
}
