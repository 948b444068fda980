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
  '53', // insufficient resources
  '57', // operator intervention: shutdown, cancelled
  '58', // system error
]);
const READ_ONLY = '25006';

export function judge(error: unknown): Verdict {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (RETRY.has(code)) return 'retry';
  if (code === READ_ONLY || UNAVAILABLE_CLASSES.has(code.slice(0, 2))) return 'unavailable';
  return isSqlState(code) ? 'failed' : judgeWithoutState(error, code);
}

/** The driver's own errors carry a network code (`ECONNREFUSED`) or none ("Connection terminated"); those of our code are bugs. */
function judgeWithoutState(error: unknown, code: string): Verdict {
  if (/^E[A-Z_]+$/.test(code)) return 'unavailable';
  const message = error instanceof Error ? error.message : '';
  return /connection|timeout exceeded|read timeout|not queryable|pool/i.test(message) ? 'unavailable' : 'failed';
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /[0-9]/.test(code);
}

export function unavailable(cause: unknown): StoreUnavailable {
  if (cause instanceof StoreUnavailable) return cause;
  return new StoreUnavailable(`PostgreSQL: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
