import type { Sql, Statement } from '../sql.ts';

/** It exists while a move from SQLite is under way, and says how far it is. */
export const PROGRESS_TABLE = 'move_progress';

const LOOK: Statement = { sqlite: '', postgres: `select to_regclass('${PROGRESS_TABLE}') is not null as found` };

/** Throws a sentence for the operator if the database holds only part of a store. */
export async function refuseUnfinishedMove(sql: Sql): Promise<void> {
  const [row] = await sql.all<{ found: boolean }>(LOOK);
  if (!row?.found) return;
  throw new Error(
    'A move from SQLite into this database has not ended. Run "chasqui migrate-store" again with the same folder, and start afterwards.',
  );
}
