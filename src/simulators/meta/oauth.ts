import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts } from './account.ts';

const CODE_LIFE_MS = 30_000;
const LONG_LIFE_MS = 60 * 86_400_000;

/** What a token gives access to: an app, or everything that a number's own access token does. */
export type Grant = { kind: 'app'; appId: string } | { kind: 'business'; accessToken: string; expiresAt?: number };

export interface IssuedToken {
  token: string;
  /** Epoch ms; absent: never. */
  expiresAt?: number;
}

/** The tokens that the simulated platform knows: those of the numbers, those it gave out itself, and app tokens. */
export interface OAuth {
  /** Nothing if the token is unknown or has run out. */
  grantOf(token: string): Grant | undefined;
  /** A code as the login dialog returns it; lives 30 seconds, works once. */
  issueCode(appId: string, redirectUri?: string): string;
  redeemCode(code: string, appId: string, redirectUri: string | undefined): IssuedToken | undefined;
  /** A token of 60 days for one that still works. */
  extend(token: string): IssuedToken | undefined;
}

interface Code {
  appId: string;
  redirectUri: string | undefined;
  expiresAt: number;
}

export function createOAuth(accounts: Accounts, clock: SimulatorClock, random: () => number): OAuth {
  const issued = new Map<string, Extract<Grant, { kind: 'business' }>>();
  const codes = new Map<string, Code>();

  const issue = (accessToken: string, lifeMs?: number): IssuedToken => {
    const token = `EAA${secret(random)}`;
    const expiry = lifeMs === undefined ? {} : { expiresAt: clock.now() + lifeMs };
    issued.set(token, { kind: 'business', accessToken, ...expiry });
    return { token, ...expiry };
  };

  const grantOf = (token: string): Grant | undefined => {
    const [appId = '', appSecret] = token.split('|');
    if (appSecret !== undefined) {
      return accounts.ofApp(appId)[0]?.appSecret === appSecret ? { kind: 'app', appId } : undefined;
    }
    const grant = issued.get(token);
    if (grant) return (grant.expiresAt ?? Infinity) > clock.now() ? grant : undefined;
    const isOwn = accounts.list().some(({ accessToken }) => accessToken === token);
    return isOwn ? { kind: 'business', accessToken: token } : undefined;
  };

  return {
    grantOf,
    issueCode(appId, redirectUri) {
      const code = secret(random);
      codes.set(code, { appId, redirectUri, expiresAt: clock.now() + CODE_LIFE_MS });
      return code;
    },
    redeemCode(code, appId, redirectUri) {
      const known = codes.get(code);
      codes.delete(code);
      if (!known || known.appId !== appId || known.redirectUri !== redirectUri) return undefined;
      const accessToken = accounts.ofApp(appId)[0]?.accessToken;
      return known.expiresAt > clock.now() && accessToken ? issue(accessToken) : undefined;
    },
    extend(token) {
      const grant = grantOf(token);
      return grant?.kind === 'business' ? issue(grant.accessToken, LONG_LIFE_MS) : undefined;
    },
  };
}

function secret(random: () => number): string {
  const part = () => Math.floor(random() * 2 ** 32).toString(36);
  return `sim${part()}${part()}${part()}${part()}`;
}
