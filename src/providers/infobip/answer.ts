import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asList, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parseRetryAfter } from '../kit/time.ts';

/** An error in either of Infobip's shapes. */
export interface WireError {
  /** `BAD_REQUEST`, `E400`, … */
  code: string | undefined;
  text: string | undefined;
  /** What is wrong with which member. */
  details: readonly { field: string; message: string }[];
}

export function isGood({ status }: ProviderAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** What an answer that is no success means for a message. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const error = readError(answer.json);
  const meaning = meaningOfStatus(answer.status);
  const said = error.text ?? `Infobip answered HTTP ${answer.status}`;
  const details = error.details.map(({ field, message }) => `${field} ${message}`).join('; ');
  const whole = details === '' ? said : `${said.replace(/\.$/, '')}: ${details}`;
  return withoutUndefined({
    kind: meaning.kind,
    message: [/[.!?]$/.test(whole) ? whole : `${whole}.`, meaning.advice].filter(Boolean).join(' '),
    code: error.code ?? String(answer.status),
    stops: meaning.stops,
    retryAfterMs: parseRetryAfter(answer.header('retry-after'), now),
  });
}

/** `requestError` of the messages API, `errorCode` and `violations` of the others, or a bare `error`. */
function readError(json: unknown): WireError {
  const body = asObject(json);
  const exception = asObject(asObject(body.requestError).serviceException);
  if (Object.keys(exception).length > 0) {
    return { code: asText(exception.messageId), text: asText(exception.text), details: validationErrors(exception) };
  }
  const details = asList(body.violations).map((value) => {
    const { property, violation } = asObject(value);
    return { field: asText(property) ?? '', message: asText(violation) ?? '' };
  });
  const text = [asText(body.description) ?? asText(body.error), asText(body.action)].filter(Boolean).join(' ');
  return { code: asText(body.errorCode), text: text || undefined, details };
}

/** By the member's path: one sentence, or several. */
function validationErrors({ validationErrors }: JsonObject): WireError['details'] {
  if (!isObject(validationErrors)) return [];
  return Object.entries(validationErrors).flatMap(([field, said]) =>
    (Array.isArray(said) ? said : [said]).map((message) => ({ field, message: asText(message) ?? '' })),
  );
}

type Meaning = Pick<SendFailure, 'kind' | 'stops'> & { advice?: string };

const CREDENTIALS = 'Check user name and password, or the API key, and that they belong to this base URL.';
const RIGHTS =
  'Check that the account has this sender, and that the API key may send (scope message:send or whatsapp:manage).';

/** A failing server may have taken the message. https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes (seen 2026-07) */
function meaningOfStatus(status: number): Meaning {
  if (status >= 500 || status === 408) return { kind: 'outcome_unknown' };
  if (status < 400) return { kind: 'channel_misconfigured', advice: 'The base URL redirects; enter the final one.' };
  switch (status) {
    case 400:
      return { kind: 'message_invalid' };
    case 401:
      return { kind: 'channel_misconfigured', advice: CREDENTIALS, stops: 'credentials' };
    case 403:
      return { kind: 'channel_misconfigured', advice: RIGHTS };
    case 404:
      return { kind: 'channel_misconfigured', advice: 'Check the base URL and the sender.' };
    case 429:
      return { kind: 'throttled' };
    default:
      return { kind: 'rejected' };
  }
}
