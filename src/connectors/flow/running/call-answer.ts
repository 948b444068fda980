import type { Exchanged } from '../../kit/exchange.ts';
import { redact, type Secrets } from '../secrets.ts';

/** What a service answered, without secrets. `value` null: nothing. */
export type CallAnswer =
  | { ok: true; value: unknown }
  | {
      ok: false;
      message: string;
      retryable: boolean;
      retryAfterMs?: number;
      status?: number;
      /** What came with an error status. */
      body?: unknown;
    };

/** It becomes a variable of the session, which is stored with every turn. */
const MAX_CHARACTERS = 128 * 1024;

/** Reads JSON or text; anything else is a failure. A service that repeats a secret does not get it into the session. */
export function readCallAnswer(exchanged: Exchanged, secrets: Secrets): CallAnswer {
  if (!exchanged.ok) {
    const { failure, status, received } = exchanged;
    const { retryable, retryAfterMs } = failure;
    const body = received === undefined ? undefined : readBody(received, secrets);
    return {
      ok: false,
      message: redact(failure.message, secrets),
      retryable,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(status !== undefined && { status }),
      ...(body?.ok && { body: body.value }),
    };
  }
  const body = readBody(exchanged.received, secrets);
  return body.ok ? body : { ...body, retryable: false, status: exchanged.status };
}

function readBody(
  { contentType, text }: { contentType: string; text: string },
  secrets: Secrets,
): { ok: true; value: unknown } | { ok: false; message: string } {
  if (text.trim() === '') return { ok: true, value: null };
  if (text.length > MAX_CHARACTERS)
    return { ok: false, message: `The service answered more than ${MAX_CHARACTERS} characters` };
  const clean = redact(text, secrets);
  if (/^text\//.test(contentType)) return { ok: true, value: clean };
  if (contentType !== '' && !/^application\/([\w.-]+\+)?json$/.test(contentType)) {
    return { ok: false, message: `The service answered ${contentType}, which is neither JSON nor text` };
  }
  return parseJson(clean);
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    return { ok: false, message: 'The service answered JSON that cannot be read' }; // The parser's own words would quote it.
  }
}
