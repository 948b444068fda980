import { StoreUnavailable } from '../store.ts';

/** What to do about an error of a transaction. */
export type Verdict = 'retry' | 'unavailable' | 'failed';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const RETRY = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: another node created the same thing; the next try finds it
]);
const UNAVAILABLE_CLASSES = new Set([
  '08', // connection exception
  '25', // invalid transaction state: read-only, or ended by the server while nothing was asked
  '40', // transaction rollback, whether or not it is tried again
  '53', // insufficient resources
  '55', // object not in prerequisite state: a lock that is not to be had
  '57', // operator intervention: shutdown, cancelled
  '58', // system error
]);

/** Whatever their words: "of undefined (reading 'connectionId')" tells of no connection to the database. */
const BUGS = [TypeError, RangeError, ReferenceError, SyntaxError];

export function judge(error: unknown): Verdict {
  if (error instanceof StoreUnavailable) return 'unavailable';
  if (BUGS.some((kind) => error instanceof kind)) return 'failed';
  const code = codeOf(error);
  if (RETRY.has(code)) return 'retry';
  if (UNAVAILABLE_CLASSES.has(code.slice(0, 2))) return 'unavailable';
  return isSqlState(code) ? 'failed' : judgeWithoutState(error, code);
}

/** The driver's own errors carry a network code (`ECONNREFUSED`) or none ("Connection terminated"); those of our code are bugs. */
function judgeWithoutState(error: unknown, code: string): Verdict {
  if (/^E[A-Z_]+$/.test(code)) return 'unavailable';
  const message = error instanceof Error ? error.message : '';
  return /connection|timeout exceeded|read timeout|not queryable|pool/i.test(message) ? 'unavailable' : 'failed';
}

/** Of what was tried again and again in vain: what the database may do any time is its trouble, the rest is the step's. */
export function judgeAfterRetries(error: unknown): Exclude<Verdict, 'retry'> {
  return codeOf(error).startsWith('40') ? 'unavailable' : 'failed';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /[0-9]/.test(code);
}

export function unavailable(cause: unknown): StoreUnavailable {
  if (cause instanceof StoreUnavailable) return cause;
  return new StoreUnavailable(`PostgreSQL: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
