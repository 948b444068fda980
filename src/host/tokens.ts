import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** Proofs of a right to do one named thing, made from the installation's secret; nothing has to be stored. */
export interface Tokens {
  /** 43 URL-safe characters. `purpose` separates uses of one secret. */
  issue(purpose: string, subject: string): string;
  /** Constant time. */
  verify(purpose: string, subject: string, token: string): boolean;
}

export function createTokens(secret: Uint8Array): Tokens {
  // Made once: with the bytes themselves every digest would make a key of them, at five times the cost.
  const key = createSecretKey(secret);
  const digest = (purpose: string, subject: string) =>
    createHmac('sha256', key).update(`${purpose}\0${subject}`).digest();
  return {
    issue: (purpose, subject) => digest(purpose, subject).toString('base64url'),
    verify(purpose, subject, token) {
      const given = Buffer.from(token, 'base64url');
      const right = digest(purpose, subject);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
