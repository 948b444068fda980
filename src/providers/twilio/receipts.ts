import type { AttemptId } from '../../domain/ids.ts';

/** More than are sent in the seconds in which a doubt is settled. */
const MAX_KEPT = 2_000;

/** Which attempts got which message: of two equal texts in a row, the first is no proof of the second. A help only; lost with the process. */
export interface Receipts {
  add(sid: string, attemptId: AttemptId): void;
  /** Another attempt got this message. */
  isTaken(sid: string, attemptId: AttemptId): boolean;
}

export function createReceipts(): Receipts {
  const attempts = new Map<string, AttemptId>();
  return {
    add: (sid, attemptId) => {
      attempts.set(sid, attemptId);
      const [oldest] = attempts.keys();
      if (attempts.size > MAX_KEPT && oldest !== undefined) attempts.delete(oldest);
    },
    isTaken: (sid, attemptId) => (attempts.get(sid) ?? attemptId) !== attemptId,
  };
}
