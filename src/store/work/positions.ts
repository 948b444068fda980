import { type Sql, statement } from '../sql.ts';

/** A message with its new place in its conversation. */
export interface Moved {
  id: string;
  position: number;
}

const MOVE = statement(`
  update message set position = r.position from {{rows $1 as r: id text, position bigint}} where message.id = r.id`);

/** To places that nobody has: the caller took them from the conversation, under its lock. */
export async function movePositions(sql: Sql, moved: readonly Moved[]): Promise<void> {
  if (moved.length > 0) await sql.write(MOVE, moved);
}
