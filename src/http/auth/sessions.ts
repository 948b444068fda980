import { createHash, randomBytes } from 'node:crypto';

const CODE_LIFE_MS = 10 * 60_000;
const SESSION_LIFE_MS = 12 * 3_600_000;
const RANDOM_BYTES = 32;

/** Browser sessions of one process, begun by a link that works once. Nothing is stored: they end with the process. */
export interface Sessions {
  /** A code for `/session?code=…`: one use, ten minutes. */
  issueCode(): string;
  /** The value of the session cookie; null: unknown, used or expired. */
  redeem(code: string): string | null;
  isOpen(cookie: string): boolean;
}

/** `now`: ms on a scale that nobody turns. */
export function createSessions(now: () => number): Sessions {
  const codes = new Map<string, number>();
  const cookies = new Map<string, number>();
  return {
    issueCode: () => issue(codes, now() + CODE_LIFE_MS),
    redeem(code) {
      const isValid = isAlive(codes, code, now());
      codes.delete(digest(code));
      return isValid ? issue(cookies, now() + SESSION_LIFE_MS) : null;
    },
    isOpen: (cookie) => isAlive(cookies, cookie, now()),
  };
}

function issue(issued: Map<string, number>, expiresAt: number): string {
  const value = randomBytes(RANDOM_BYTES).toString('base64url');
  issued.set(digest(value), expiresAt);
  return value;
}

function isAlive(issued: Map<string, number>, value: string, now: number): boolean {
  const expiresAt = issued.get(digest(value));
  if (expiresAt === undefined) return false;
  if (now < expiresAt) return true;
  issued.delete(digest(value));
  return false;
}

/** Looking up a digest tells nothing about the values through its timing. */
function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}
