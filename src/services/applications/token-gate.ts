import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { RegistryStore, StoredApplication } from '../../store/registry.ts';
import type { Vault } from '../secrets.ts';

/** What became of a request's token. */
export type TokenVerdict = 'admitted' | 'missing' | 'refused';

/** Lets requests in that carry a token which their application signed. */
export interface TokenGate {
  /** `authorization`: the request's header. An unknown application admits nobody. */
  check(applicationId: string, authorization: string | undefined): Promise<TokenVerdict>;
}

export interface TokenGateParts {
  registry: Pick<RegistryStore, 'findApplication' | 'useToken'>;
  vault: Vault;
  now(): number;
}

/** Signed with the secret alone: with public keys there would be nothing to hand over. Never `none`. */
const ALGORITHMS = ['HS256', 'HS512'];
const SKEW_SECONDS = 60;
/** A stored application is read again after this long, so that a change on another node holds here too. */
const REMEMBERED_MS = 5_000;
/** A token that does not fit may be signed with a secret that is newer than what is remembered, if that is older than this. */
const REREAD_MS = 1_000;
/** How long after it was issued a token without an end may count once: so long its id is remembered. */
const ENDLESS_SECONDS = 8 * 24 * 3_600;

interface Recognized {
  application: StoredApplication;
  payload: JWTPayload;
}

/** Rejects only if the store is away. */
export function createTokenGate({ registry, vault, now }: TokenGateParts): TokenGate {
  const remembered = new Map<string, { application: StoredApplication | null; at: number }>();

  async function find(id: string, maxAgeMs: number): Promise<StoredApplication | null> {
    const known = remembered.get(id);
    if (known && now() - known.at < maxAgeMs) return known.application;
    const at = now();
    const application = await registry.findApplication(id);
    remembered.set(id, { application, at });
    return application;
  }

  /** The application with the claims of its token; null: it is none of its tokens. */
  async function recognize(id: string, token: string, maxAgeMs: number): Promise<Recognized | null> {
    const application = await find(id, maxAgeMs);
    if (application === null) return null;
    const payload = await readToken(token, { application, secrets: secretsOf(application, vault), now: now() });
    return payload && { application, payload };
  }

  async function isFresh({ id, singleUse }: StoredApplication, payload: JWTPayload): Promise<boolean> {
    if (!singleUse) return true;
    const tokenId = payload.jti ?? payload.kore_jti;
    if (typeof tokenId !== 'string' || tokenId === '' || tokenId.length > 200) return false;
    const until = endOf(payload);
    if (until === null || until <= now()) return false;
    return registry.useToken({ applicationId: id, tokenId, until, now: now() });
  }

  return {
    async check(applicationId, authorization) {
      if (authorization === undefined) return 'missing';
      const [, token] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
      if (token === undefined) return 'refused';
      const recognized =
        (await recognize(applicationId, token, REMEMBERED_MS)) ?? (await recognize(applicationId, token, REREAD_MS));
      if (recognized === null) return 'refused';
      return (await isFresh(recognized.application, recognized.payload)) ? 'admitted' : 'refused';
    },
  };
}

/** The claims; null: it is not a token of this application that holds now. Some platforms put their own names before `iss`. */
async function readToken(
  token: string,
  { application, secrets, now }: { application: StoredApplication; secrets: readonly string[]; now: number },
): Promise<JWTPayload | null> {
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(now),
        ...(application.audience !== null && { audience: application.audience }),
      });
      return issuerOf(payload) === application.id ? payload : null;
    } catch (error) {
      // Another secret may fit; everything else about the token stays wrong.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return null;
    }
  }
  return null;
}

/** Epoch ms, after which the token is refused whether or not it was used; null: it could be shown for ever. */
function endOf({ exp, iat }: JWTPayload): number | null {
  const end = exp ?? (iat === undefined ? null : iat + ENDLESS_SECONDS);
  return end === null ? null : Math.min(Math.ceil((end + SKEW_SECONDS) * 1_000), Number.MAX_SAFE_INTEGER);
}

function issuerOf({ iss, kore_iss, appId }: JWTPayload): unknown {
  return iss ?? kore_iss ?? appId;
}

function secretsOf({ id, secrets }: StoredApplication, vault: Vault): string[] {
  return Object.entries(secrets).map(([field, text]) => vault.decrypt(text, { record: id, field }));
}
