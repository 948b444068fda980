import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderHost } from '../../domain/provider.ts';
import { type Exchanged, exchange, type Line, type ProviderRequest } from '../kit/exchange.ts';
import { asNumber, asObject, asText } from '../kit/json.ts';
import { createRedactor } from '../kit/redact.ts';
import { isGood, readFailure } from './answer.ts';
import { basicToken, type InfobipSettings } from './settings.ts';
import { createTokenStore, type Obtained, type ObtainToken, type Token } from './tokens.ts';

export type Authorized = { ok: true; header: string } | { ok: false; failure: SendFailure };

/** The header `authorization` of every request. */
export interface Authorization {
  header(signal: AbortSignal): Promise<Authorized>;
  /** Another one after `refused` was answered 401; absent: there is no other. */
  renew?(refused: string, signal: AbortSignal): Promise<Authorized>;
  /** Tokens that must not come back out; another list once they change. */
  secrets(): readonly string[];
}

const MINUTE_MS = 60_000;
/** A session ends after 60 minutes; being used prolongs it, which we do not count on. */
const SESSION_MS = 60 * MINUTE_MS;
/** Tokens are renewed this long before their end. */
const MARGIN_MS = 5 * MINUTE_MS;

/** By the chosen scheme. https://www.infobip.com/docs/essentials/api-essentials/api-authentication (seen 2026-07) */
export function createAuthorization(settings: InfobipSettings, host: ProviderHost): Authorization {
  const { scheme, username, password, apiKey } = settings;
  if (scheme === 'app') return fixed(`App ${apiKey}`);
  if (scheme === 'basic') return fixed(`Basic ${basicToken(username, password)}`);
  // Not the redactor of the API: a token that is told once more must not be masked.
  const line = { fetch: host.fetch, redact: createRedactor(settings.secrets) };
  const parts = { settings, line, now: () => host.now() };
  return scheme === 'session'
    ? withTokens('IBSSO', host, { user: username, obtain: (old, signal) => openSession(old, { ...parts, signal }) })
    : withTokens('Bearer', host, { user: username, obtain: (_old, signal) => fetchToken({ ...parts, signal }) });
}

function fixed(header: string): Authorization {
  const none: readonly string[] = [];
  return { header: async () => ({ ok: true, header }), secrets: () => none };
}

function withTokens(
  word: 'IBSSO' | 'Bearer',
  host: ProviderHost,
  { user, obtain }: { user: string; obtain: ObtainToken },
): Authorization {
  let recent: readonly string[] = [];
  const tokens = createTokenStore(host.memo, { key: `token:${word}`, user, now: () => host.now(), obtain });
  const told = (obtained: Obtained): Authorized => {
    if (!obtained.ok) return obtained;
    const { value } = obtained.token;
    // The one before may still stand in an answer that is under way.
    if (recent.at(-1) !== value) recent = [...recent.slice(-1), value];
    return { ok: true, header: `${word} ${value}` };
  };
  return {
    header: async (signal) => told(await tokens.current(signal)),
    renew: async (refused, signal) => told(await tokens.renewed(refused.slice(word.length + 1), signal)),
    secrets: () => recent,
  };
}

interface Parts {
  settings: InfobipSettings;
  line: Line;
  now(): number;
  signal: AbortSignal;
}

/** `unsafe`: not bound to one network address, since nodes share it. A living session must end before another begins. */
async function openSession(old: Token | undefined, { settings, line, now, signal }: Parts): Promise<Obtained> {
  const url = `${settings.baseUrl}/auth/1/session`;
  if (old !== undefined) {
    await exchange(line, { method: 'DELETE', url, headers: { authorization: `IBSSO ${old.value}` }, signal });
  }
  const { username, password } = settings;
  const body = JSON.stringify({ username, password, unsafe: true });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const exchanged = await ask(line, { method: 'POST', url, headers, body, signal });
  return exchanged.ok ? readToken(exchanged, 'token', now() + SESSION_MS - MARGIN_MS, now()) : exchanged;
}

async function fetchToken({ settings, line, now, signal }: Parts): Promise<Obtained> {
  const { username, password } = settings;
  const form = { client_id: username, client_secret: password, grant_type: 'client_credentials' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const url = `${settings.baseUrl}/auth/1/oauth2/token`;
  const exchanged = await ask(line, {
    ...{ method: 'POST', url, headers, signal },
    body: new URLSearchParams(form).toString(),
  });
  if (!exchanged.ok) return exchanged;
  const lifeMs = (asNumber(asObject(exchanged.answer.json).expires_in) ?? 0) * 1_000;
  // A token that lives shorter than twice the margin is used for half its life.
  return readToken(exchanged, 'access_token', now() + Math.max(lifeMs - MARGIN_MS, lifeMs / 2), now());
}

async function ask(line: Line, request: ProviderRequest): Promise<Exchanged> {
  const exchanged = await exchange(line, request);
  return exchanged.ok ? exchanged : { ok: false, failure: unsent(exchanged.failure) };
}

function readToken(
  { answer }: Extract<Exchanged, { ok: true }>,
  member: 'token' | 'access_token',
  until: number,
  now: number,
): Obtained {
  if (!isGood(answer)) return { ok: false, failure: unsent(refusal(readFailure(answer, now))) };
  const value = asText(asObject(answer.json)[member]);
  if (value === undefined) {
    const message = 'The answer holds no token. Check the base URL.';
    return { ok: false, failure: unsent({ kind: 'provider_unavailable', message }) };
  }
  return { ok: true, token: { value, until } };
}

/** Whatever is wrong with the request for a token is wrong with user and password. */
function refusal(failure: SendFailure): SendFailure {
  const isOwn = failure.kind === 'message_invalid' || failure.kind === 'rejected';
  return isOwn ? { ...failure, kind: 'channel_misconfigured', stops: 'credentials' } : failure;
}

/** Without a token no message left, whatever became of the request for it. */
function unsent(failure: SendFailure): SendFailure {
  const kind = failure.kind === 'outcome_unknown' ? 'provider_unavailable' : failure.kind;
  return { ...failure, kind, message: `Infobip gave no token: ${failure.message}` };
}
