import type { ConnectorHost, TurnResult } from '../../domain/connector.ts';

type TurnFailed = Extract<TurnResult, { outcome: 'failed' }>;

export interface BotRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  signal: AbortSignal;
}

/** An answer with a 2xx status, read to its end. */
export interface BotAnswer {
  status: number;
  text: string;
  /** Undefined if the text is not JSON. */
  json: unknown;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
}

export interface Received {
  /** Lower case, without parameters; empty if there is none. */
  contentType: string;
  text: string;
}

/** `received` is absent if nothing came. */
export type Exchanged =
  | { ok: true; status: number; received: Received }
  | { ok: false; status?: number; received?: Received; failure: TurnFailed };

const MAX_ANSWER_BYTES = 1024 * 1024;

/** Posts JSON to a bot. Trouble of any kind comes back as a failure that says whether trying again can help; never throws. */
export async function postToBot(
  host: ConnectorHost,
  { url, headers, body, signal }: BotRequest,
): Promise<{ ok: true; answer: BotAnswer } | { ok: false; status?: number; failure: TurnFailed }> {
  const request = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
    signal,
  };
  const exchanged = await exchange(host, request, 'The bot');
  if (!exchanged.ok) return exchanged;
  const { text } = exchanged.received;
  return { ok: true, answer: { status: exchanged.status, text, json: tryJson(text) } };
}

/** One request and the whole answer. `whom` begins the sentences about failures. Never throws. */
export async function exchange(host: ConnectorHost, request: HttpRequest, whom: string): Promise<Exchanged> {
  const { url, signal, method, headers, body } = request;
  try {
    // A redirect could take the conversation to another host.
    const response = await host.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal,
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const [contentType = ''] = (response.headers.get('content-type') ?? '').split(';', 1);
    const received = { contentType: contentType.trim().toLowerCase(), text };
    const { status } = response;
    if (Buffer.byteLength(text) > MAX_ANSWER_BYTES)
      return { ok: false, status, failure: failed(`${whom} answered more than 1 MB`) };
    if (status < 300) return { ok: true, status, received };
    const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), host.now());
    return { ok: false, status, received, failure: statusFailure(status, retryAfterMs, whom) };
  } catch (error) {
    return { ok: false, failure: networkFailure(error, signal, whom) };
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // What that means is the caller's to say; the text stays beside.
  }
}

/** 408, 425 and 429 ask to come again; any other 4xx says that this very request is wrong. */
function statusFailure(status: number, retryAfterMs: number | undefined, whom: string): TurnFailed {
  if (status < 400) return failed(`${whom} answered ${status}: redirects are not followed, enter the final URL`);
  const retryable = status >= 500 || [408, 425, 429].includes(status);
  const failure = { ...failed(`${whom} answered ${status}`), retryable };
  const asksToWait = (status === 429 || status === 503) && retryAfterMs !== undefined;
  return asksToWait ? { ...failure, retryAfterMs } : failure;
}

function networkFailure(error: unknown, signal: AbortSignal, whom: string): TurnFailed {
  if (signal.aborted) return { ...failed(`${whom} did not answer in time`), retryable: true };
  const code = codeOf(error);
  // Names of the guard that lends us `fetch`, and of the client beneath it.
  if (code === 'EGRESS_REFUSED') return failed(error instanceof Error ? error.message : code);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failed(`${whom} answered more than 1 MB`);
  return { ...failed(`${whom} could not be reached${code === '' ? '' : `: ${code}`}`), retryable: true };
}

/** The code nearest to the root: what really happened. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const inner = codeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
  return inner !== '' || !('code' in error) ? inner : String(error.code);
}

function failed(message: string): TurnFailed {
  return { outcome: 'failed', message, retryable: false };
}

/** Seconds or an HTTP date, as ms from now; undefined if it is neither. */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
