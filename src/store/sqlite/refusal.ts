import { StoreUnavailable } from '../store.ts';
import type { Outcome, PlainError } from './batch.ts';

/** Result codes (low byte) that tell of the disk, memory or another process, not of what was to be written. */
const UNAVAILABLE = new Set([
  5, // SQLITE_BUSY
  6, // SQLITE_LOCKED
  7, // SQLITE_NOMEM
  8, // SQLITE_READONLY
  10, // SQLITE_IOERR
  11, // SQLITE_CORRUPT
  13, // SQLITE_FULL
  14, // SQLITE_CANTOPEN
  26, // SQLITE_NOTADB
]);

/** Whether the database cannot take work now, whatever the work is. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.has(resultCode(error));
}

/** Low byte; 0: not of the engine. */
function resultCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}

/** Whether the file is damaged (SQLITE_CORRUPT), or never was a database (SQLITE_NOTADB). */
export function isDamage(error: unknown): boolean {
  return [11, 26].includes(resultCode(error));
}

/** An error as it travels between threads. */
export function refusal(error: unknown): PlainError {
  return { unavailable: isUnavailable(error), message: error instanceof Error ? error.message : String(error) };
}

/** The error that the caller sees. */
export function toError(outcome: Extract<Outcome, { ok: false }> | undefined): Error {
  if (outcome === undefined) return new Error('an operation gave fewer outputs than it had inputs');
  return outcome.error.unavailable ? new StoreUnavailable(outcome.error.message) : new Error(outcome.error.message);
}
