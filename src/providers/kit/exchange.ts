import type { SendFailure } from '../../domain/failure.ts';
import { parseJson } from './json.ts';
import type { Redact } from './redact.ts';

export interface ProviderRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** A form names its own content type. */
  body?: string | FormData | Blob;
  signal: AbortSignal;
}

/** What an adapter needs to talk to its provider. `redact` meets every text that comes back, before anyone else does. */
export interface Line {
  fetch: typeof globalThis.fetch;
  redact: Redact;
}

/** An answer that was read to its end. `json` is undefined if the text is none. */
export interface ProviderAnswer {
  status: number;
  header(name: string): string | null;
  text: string;
  json: unknown;
}

export type Exchanged = { ok: true; answer: ProviderAnswer } | { ok: false; failure: SendFailure };

/** One request. Network trouble comes back as a failure that tells whether the request can have arrived; never throws. */
export async function exchange(line: Line, request: ProviderRequest): Promise<Exchanged> {
  try {
    const response = await line.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      // A redirected send could go to another host with the token.
      redirect: 'manual',
      ...(request.body !== undefined && { body: request.body }),
    });
    const text = line.redact(await response.text());
    const header = (name: string): string | null => response.headers.get(name);
    return { ok: true, answer: { status: response.status, header, text, json: tryJson(text) } };
  } catch (error) {
    const failure = networkFailure(error);
    return { ok: false, failure: { ...failure, message: line.redact(failure.message) } };
  }
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // Edge servers answer with HTML; the text itself stays beside.
  }
}

/**
 * Why there is no answer. `provider_unavailable` only if nothing can have been sent (refused by the egress guard, no name, no
 * connection, no TLS); everything later is `outcome_unknown`.
 */
export function networkFailure(error: unknown): SendFailure {
  const chain = causesOf(error);
  const message = chain.map(({ message: text }) => text).find((text) => text !== '') ?? 'the request failed';
  const code = chain.map((cause) => ('code' in cause ? String(cause.code) : '')).find((text) => text !== '');
  const kind = chain.some(isBeforeSending) ? 'provider_unavailable' : 'outcome_unknown';
  const said = kind === 'provider_unavailable' ? `Not sent: ${message}` : `No readable answer: ${message}`;
  return { kind, message: said, ...(code !== undefined && { code }) };
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && !chain.includes(cause); cause = cause.cause) chain.push(cause);
  return chain;
}

/** `EGRESS_REFUSED` and `NOT_SENT` are the egress guard's; the others make the platform's own fetch as good as it can be. */
const BEFORE_SENDING = new Set([
  'EGRESS_REFUSED',
  'NOT_SENT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_INVALID_URL',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function isBeforeSending(cause: Error): boolean {
  return 'code' in cause && typeof cause.code === 'string' && BEFORE_SENDING.has(cause.code);
}
