import type { SendFailure } from '../../domain/failure.ts';
import type { Memo } from '../../domain/provider.ts';
import { asNumber, asObject, asText, parseJson } from '../kit/json.ts';

/** A token with its end by our clock, epoch ms. */
export interface Token {
  value: string;
  until: number;
}

export type Obtained = { ok: true; token: Token } | { ok: false; failure: SendFailure };

/** Gets a new token at Infobip; `old` is the one that it replaces. */
export type ObtainToken = (old: Token | undefined, signal: AbortSignal) => Promise<Obtained>;

export interface TokenStore {
  /** A token that is still good, got anew where there is none. */
  current(signal: AbortSignal): Promise<Obtained>;
  /** One that is not `refused`: another node may have got it already. */
  renewed(refused: string, signal: AbortSignal): Promise<Obtained>;
}

/** Tokens are kept for the connection, so that all nodes use the same one: Infobip opens no second session beside a living one. */
export function createTokenStore(
  memo: Memo,
  { key, user, now, obtain }: { key: string; user: string; now(): number; obtain: ObtainToken },
): TokenStore {
  let known: Token | undefined;
  /** Many messages may wait for one token. */
  let underWay: Promise<Obtained> | undefined;

  async function replace(signal: AbortSignal): Promise<Obtained> {
    const obtained = await obtain(known, signal);
    if (!obtained.ok) return obtained;
    known = obtained.token;
    await keep(memo, key, JSON.stringify({ ...known, user }));
    return obtained;
  }

  async function find(refused: string | undefined, signal: AbortSignal): Promise<Obtained> {
    const isGood = (token: Token | undefined): token is Token =>
      token !== undefined && token.value !== refused && now() < token.until;
    if (isGood(known)) return { ok: true, token: known };
    known = (await read(memo, key, user)) ?? known;
    return isGood(known) ? { ok: true, token: known } : replace(signal);
  }

  function findOnce(refused: string | undefined, signal: AbortSignal): Promise<Obtained> {
    underWay ??= find(refused, signal).finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    current: (signal) => findOnce(undefined, signal),
    renewed: async (refused, signal) => {
      const found = await findOnce(refused, signal);
      // It may have been under way for somebody who did not know yet that this one is refused.
      return found.ok && found.token.value === refused ? findOnce(refused, signal) : found;
    },
  };
}

/** What cannot be read, or belongs to another user, counts as not there. */
async function read(memo: Memo, key: string, user: string): Promise<Token | undefined> {
  try {
    const kept = asObject(parseJson((await memo.read(key)) ?? '{}'));
    const value = asText(kept.value);
    const until = asNumber(kept.until);
    return value === undefined || until === undefined || kept.user !== user ? undefined : { value, until };
  } catch {
    return undefined; // The store is away.
  }
}

async function keep(memo: Memo, key: string, value: string): Promise<void> {
  try {
    await memo.keep(key, value);
  } catch {
    // This node has it, and another one gets its own.
  }
}
