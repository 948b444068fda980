import { SignJWT } from 'jose';
import type { AssociatedApp } from './account.ts';

/** https://docs.kore.ai/xo/sdk/sdk-security */
const AUDIENCE = 'https://idproxy.kore.ai/authorize';
const LIFETIME_S = 3_600;

/** The token that a callback carries for an associated application. */
export function signCallbackToken(app: AssociatedApp, nowMs: number, jti: string): Promise<string> {
  const issuedAt = Math.floor(nowMs / 1000);
  return new SignJWT({ isAnonymous: false })
    .setProtectedHeader({ alg: app.algorithm ?? 'HS256', typ: 'JWT' })
    .setIssuer(app.clientId)
    .setSubject('gupshup')
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (app.lifetimeSeconds ?? LIFETIME_S))
    .setJti(jti)
    .sign(new TextEncoder().encode(app.clientSecret));
}
