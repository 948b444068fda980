import type { Sql } from '../sql.ts';
import { statement } from '../sql.ts';

const FREE = statement('update lane set leased = 0, token = 0, due = $1 where leased = 1');

/** Frees what a dead process had in hand. Only for an engine that one process has to itself, before it begins. */
export async function freeAbandonedLeases(sql: Sql): Promise<void> {
  await sql.run(FREE, sql.now);
}
