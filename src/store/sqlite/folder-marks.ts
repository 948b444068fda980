import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const RESTORING = 'restore-unfinished';
const MOVING = 'moved-to-postgres.json';

const moveSchema = z.object({
  /** Also written in the target, so that a move can be told from another one. */
  id: z.string(),
  /** Host and database, no password. */
  target: z.string(),
  beganAt: z.string(),
  /** Null: the move has not ended. */
  endedAt: z.string().nullable(),
});

/** A move of this folder's rows to PostgreSQL. Times as ISO 8601. */
export type MoveMark = z.infer<typeof moveSchema>;

/** Throws a sentence for the operator if the folder is half restored, or its rows live elsewhere: answering from them would fork history. */
export function refuseMarkedFolder(directory: string): void {
  if (isRestoring(directory)) {
    throw new Error(
      `A restore into ${directory} did not finish. Run "chasqui restore" again with the same backup, or empty the folder.`,
    );
  }
  const move = readMoveMark(directory);
  if (move === null) return;
  const path = join(directory, MOVING);
  if (move.endedAt === null) {
    throw new Error(
      `This store is being moved to PostgreSQL (${move.target}) since ${move.beganAt}. Run "chasqui migrate-store" again to end that, ` +
        `or delete ${path} to go on with the folder; what was copied so far is then worthless.`,
    );
  }
  throw new Error(
    `This store was moved to PostgreSQL (${move.target}) at ${move.endedAt}: set CHASQUI_DATABASE_URL. ` +
      `To go back to the state of that moment, without anything that happened since, delete ${path}.`,
  );
}

/** Null: the folder was never moved. Throws a sentence if the mark cannot be read. */
export function readMoveMark(directory: string): MoveMark | null {
  const path = join(directory, MOVING);
  if (!existsSync(path)) return null;
  try {
    return moveSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} says that this store was moved to PostgreSQL, but cannot be read further.`, { cause });
  }
}

export function writeMoveMark(directory: string, mark: MoveMark): void {
  writeFileSync(join(directory, MOVING), `${JSON.stringify(mark, null, 2)}\n`, { mode: 0o600, flush: true });
}

export function clearMoveMark(directory: string): void {
  rmSync(join(directory, MOVING), { force: true });
}

export function isRestoring(directory: string): boolean {
  return existsSync(join(directory, RESTORING));
}

/**
 * Until `unmarkRestoring` no gateway starts on the folder. `movingTo`: the name under which what it holds is being moved aside; left out: that
 * is done.
 */
export function markRestoring(directory: string, movingTo = ''): void {
  writeFileSync(join(directory, RESTORING), movingTo, { mode: 0o600, flush: true });
}

/** The name under which an interrupted restore was moving aside what the folder holds; null: none was. */
export function wasMovingTo(directory: string): string | null {
  return (isRestoring(directory) && readFileSync(join(directory, RESTORING), 'utf8')) || null;
}

export function unmarkRestoring(directory: string): void {
  rmSync(join(directory, RESTORING), { force: true });
}
