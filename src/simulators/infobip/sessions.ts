import { randomBytes, randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../kit/clock.ts';

const LIFE_MS = 60 * 60_000;

interface Session {
  username: string;
  /** Of the only address that may use it; none: any. */
  address?: string;
  expiresAt: number;
}

/** Tokens that stand for a login: sessions and OAuth. */
export interface Sessions {
  /** Nothing while the account's last session lives. */
  open(username: string, address: string | undefined): string | undefined;
  /** Whose session it is; using it lengthens its life by an hour. */
  userOf(token: string, address: string): string | undefined;
  close(token: string): void;
  grant(username: string): { accessToken: string; expiresInSeconds: number };
  userOfGrant(accessToken: string): string | undefined;
  /** Ends all tokens of an account, as a changed password does. */
  revoke(username: string): void;
}

export function createSessions(clock: SimulatorClock): Sessions {
  const sessions = new Map<string, Session>();
  const grants = new Map<string, { username: string; expiresAt: number }>();
  const lives = ({ expiresAt }: { expiresAt: number }) => expiresAt > clock.now();

  return {
    open(username, address) {
      const open = [...sessions.values()].some((session) => session.username === username && lives(session));
      if (open) return undefined;
      const token = `${randomBytes(16).toString('hex')}-${randomUUID()}`;
      sessions.set(token, { username, expiresAt: clock.now() + LIFE_MS, ...(address && { address }) });
      return token;
    },
    userOf(token, address) {
      const session = sessions.get(token);
      if (!session || !lives(session) || (session.address ?? address) !== address) return undefined;
      session.expiresAt = clock.now() + LIFE_MS;
      return session.username;
    },
    close: (token) => void sessions.delete(token),
    grant(username) {
      const accessToken = `eyJ${randomBytes(48).toString('base64url')}`;
      grants.set(accessToken, { username, expiresAt: clock.now() + LIFE_MS });
      return { accessToken, expiresInSeconds: LIFE_MS / 1000 };
    },
    userOfGrant(accessToken) {
      const grant = grants.get(accessToken);
      return grant && lives(grant) ? grant.username : undefined;
    },
    revoke(username) {
      for (const tokens of [sessions, grants]) {
        for (const [token, { username: owner }] of tokens) if (owner === username) tokens.delete(token);
      }
    },
  };
}
