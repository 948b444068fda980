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

export type Exchanged = { ok: true; answer: BotAnswer } | { ok: false; status?: number; failure: TurnFailed };

const MAX_ANSWER_BYTES = 1024 * 1024;

/** Posts JSON to a bot. Trouble of any kind comes back as a failure that says whether trying again can help; never throws. */
export async function postToBot(host: ConnectorHost, request: BotRequest): Promise<Exchanged> {
  try {
    const response = await host.fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...request.headers },
      body: request.body,
      // A redirect could take the conversation to another host.
      redirect: 'manual',
      signal: request.signal,
    });
    const text = await response.text();
    const failure = failureOf(response, text, host.now());
    if (failure !== undefined) return { ok: false, status: response.status, failure };
    return { ok: true, answer: { status: response.status, text, json: tryJson(text) } };
  } catch (error) {
    return { ok: false, failure: networkFailure(error, request.signal) };
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // What that means is the caller's to say; the text stays beside.
  }
}

function failureOf(response: Response, text: string, now: number): TurnFailed | undefined {
  const { status } = response;
  if (status >= 300) return statusFailure(status, parseRetryAfter(response.headers.get('retry-after'), now));
  if (Buffer.byteLength(text) > MAX_ANSWER_BYTES) return failed('The bot answered more than 1 MB');
  return undefined;
}

/** 408, 425 and 429 ask to come again; any other 4xx says that this very request is wrong. */
function statusFailure(status: number, retryAfterMs: number | undefined): TurnFailed {
  if (status < 400) return failed(`The bot answered ${status}: redirects are not followed, enter the final URL`);
  const retryable = status >= 500 || [408, 425, 429].includes(status);
  const failure = { ...failed(`The bot answered ${status}`), retryable };
  const asksToWait = (status === 429 || status === 503) && retryAfterMs !== undefined;
  return asksToWait ? { ...failure, retryAfterMs } : failure;
}

function networkFailure(error: unknown, signal: AbortSignal): TurnFailed {
  if (signal.aborted) return { ...failed('The bot did not answer in time'), retryable: true };
  const code = codeOf(error);
  // Names of the guard that lends us `fetch`, and of the client beneath it.
  if (code === 'EGRESS_REFUSED') return failed(error instanceof Error ? error.message : code);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return failed('The bot answered more than 1 MB');
  return { ...failed(`The bot could not be reached${code === '' ? '' : `: ${code}`}`), retryable: true };
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
