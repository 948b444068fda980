import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderHost } from '../../../domain/provider.ts';
import { exchange, type Line, type ProviderAnswer, type ProviderRequest } from '../../kit/exchange.ts';
import { asObject, asText } from '../../kit/json.ts';
import { createRedactor } from '../../kit/redact.ts';
import type { PartnerSettings } from '../settings.ts';
import { readFailure } from './answer.ts';

export interface PartnerRequest {
  method: ProviderRequest['method'];
  /** Below the app, without a slash in front. */
  path: string;
  body?: ProviderRequest['body'];
  contentType?: string;
  signal: AbortSignal;
}

export type PartnerAnswer = { ok: true; answer: ProviderAnswer } | { ok: false; failure: SendFailure };

/** Calls of the partner host for one app. Never throws. */
export interface PartnerClient {
  call(request: PartnerRequest): Promise<PartnerAnswer>;
  /** What a request for a file of the app is made with. */
  fileRequest(
    id: string,
    signal: AbortSignal,
  ): Promise<{ ok: true; url: string; token: string } | { ok: false; failure: SendFailure }>;
  /** After a file was refused: the next request gets another one. */
  forgetToken(): Promise<void>;
}

/** Both tokens live 24 hours; one that ends within a request is no good. */
const TOKEN_LIFE_MS = 22 * 3_600_000;
const APP_TOKEN = 'app token';

/** `isKept`: from an earlier sign-in. */
type Token = { ok: true; token: string; isKept?: true } | { ok: false; failure: SendFailure };

/** https://partner-docs.gupshup.io (seen 2026-06): signs in, gets the token of the app, and remembers it. */
export function createPartner(
  settings: PartnerSettings,
  line: Line,
  host: Pick<ProviderHost, 'memo' | 'now'>,
): PartnerClient {
  const appUrl = `${settings.url}/app/${encodeURIComponent(settings.appId)}`;

  async function call(request: PartnerRequest): Promise<PartnerAnswer> {
    const token = await findToken(request.signal);
    if (!token.ok) return token;
    const exchanged = await callWith(token.token, request);
    if (!exchanged.ok || exchanged.answer.status !== 401) return exchanged;
    await forgetToken();
    if (token.isKept !== true) return exchanged;
    // It was taken back before its time; who is refused has done nothing yet.
    const fresh = await findToken(request.signal);
    return fresh.ok ? callWith(fresh.token, request) : fresh;
  }

  function callWith(token: string, request: PartnerRequest): Promise<PartnerAnswer> {
    const { method, path, body, contentType, signal } = request;
    const headers = { authorization: token, token, ...(contentType !== undefined && { 'content-type': contentType }) };
    const guarded: Line = { fetch: line.fetch, redact: redactWith(line, token) };
    const url = `${appUrl}/${path}`;
    return exchange(guarded, { method, url, headers, signal, ...(body !== undefined && { body }) });
  }

  async function findToken(signal: AbortSignal): Promise<Token> {
    if (settings.appToken !== undefined) return { ok: true, token: settings.appToken };
    const kept = await host.memo.read(APP_TOKEN).catch(() => undefined);
    if (kept !== undefined) return { ok: true, token: kept, isKept: true };
    const got = await signIn(settings, line, signal);
    if (got.ok) await host.memo.keep(APP_TOKEN, got.token, host.now() + TOKEN_LIFE_MS).catch(() => undefined);
    return got;
  }

  async function forgetToken(): Promise<void> {
    await host.memo.keep(APP_TOKEN, '').catch(() => undefined);
  }

  return {
    call,
    forgetToken,
    fileRequest: async (id, signal) => {
      const token = await findToken(signal);
      return token.ok ? { ...token, url: `${appUrl}/media/${encodeURIComponent(id)}` } : token;
    },
  };
}

function redactWith({ redact }: Line, token: string): Line['redact'] {
  const redactToken = createRedactor([token]);
  return (text) => redactToken(redact(text));
}

/** The partner's token first, and with it the app's. */
async function signIn({ url, appId, login }: PartnerSettings, line: Line, signal: AbortSignal): Promise<Token> {
  const body = new URLSearchParams({ email: login?.email ?? '', password: login?.password ?? '' }).toString();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const partner = await readToken(line, { method: 'POST', url: `${url}/account/login`, headers: form, body, signal });
  if (!partner.ok) return partner;
  const tokenUrl = `${url}/app/${encodeURIComponent(appId)}/token`;
  return readToken(line, { method: 'GET', url: tokenUrl, headers: { token: partner.token }, signal });
}

/** `{"token":"…"}` or `{"token":{"token":"…"}}`. Nothing was sent yet, whatever goes wrong. */
async function readToken(line: Line, request: ProviderRequest): Promise<Token> {
  // What comes back is a secret that nobody can know beforehand, so that the answer itself is never shown.
  const exchanged = await exchange(line, request);
  if (!exchanged.ok) return { ok: false, failure: { ...exchanged.failure, kind: 'provider_unavailable' } };
  const { token } = asObject(exchanged.answer.json);
  const text = asText(token) ?? asText(asObject(token).token);
  if (exchanged.answer.status < 300 && text !== undefined) return { ok: true, token: text };
  const failure = readFailure(exchanged.answer, 0);
  const message = `No token from the partner API: ${failure?.message ?? 'its answer has none.'}`;
  const kind = failure?.kind === 'channel_misconfigured' ? failure.kind : 'provider_unavailable';
  return { ok: false, failure: { kind, message, ...(failure?.stops !== undefined && { stops: failure.stops }) } };
}
