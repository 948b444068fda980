import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asNumber, asObject, asText } from '../kit/json.ts';
import { parseRetryAfter } from '../kit/time.ts';
import {
  type CodeMeaning,
  describeFailure,
  meaningOf,
  REFUSED_CREDENTIALS,
  THROTTLED,
  type WireError,
} from './codes.ts';

export function isGood({ status }: ProviderAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** What an answer that is no success means for a message. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const error = readError(answer);
  const failure = describeFailure(error, meaningOfAnswer(answer, error));
  const retryAfterMs = parseRetryAfter(answer.header('retry-after'), now);
  return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
}

/** `{code, message, more_info, status}`; newer hosts write `title` and `detail`, edge servers HTML. */
function readError({ status, json }: ProviderAnswer): WireError {
  const body = asObject(json);
  const text = asText(body.message) ?? asText(body.detail) ?? asText(body.title);
  return { code: asNumber(body.code), text: text ?? `Twilio answered HTTP ${status}` };
}

/** A failing server may have taken the message, whatever code it gives; else the code decides. */
function meaningOfAnswer({ status }: ProviderAnswer, { code }: WireError): CodeMeaning {
  if (status >= 500 || status === 408) return { kind: 'outcome_unknown' };
  const known = meaningOf(code);
  if (status === 429) return known?.kind === 'throttled' ? known : THROTTLED;
  return known ?? meaningOfStatus(status);
}

function meaningOfStatus(status: number): CodeMeaning {
  if (status < 400) return { kind: 'channel_misconfigured', advice: 'The API address redirects; enter the final one.' };
  if (status === 401) return REFUSED_CREDENTIALS;
  if (status === 403) return { kind: 'channel_misconfigured', advice: 'Check what the auth token or API key may do.' };
  if (status === 404) return { kind: 'channel_misconfigured', advice: 'Check the API address and the account SID.' };
  return { kind: 'rejected' };
}
