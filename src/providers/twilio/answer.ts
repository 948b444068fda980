import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { type Meaning, meaningOfStatus as ofStatus, withRetryAfter } from '../kit/failure-meaning.ts';
import { asNumber, asObject, asText } from '../kit/json.ts';
import { describeFailure, meaningOf, REFUSED_CREDENTIALS, THROTTLED, type WireError } from './codes.ts';

export function isGood({ status }: ProviderAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** What an answer that is no success means for a message. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const error = readError(answer);
  return withRetryAfter(describeFailure(error, meaningOfAnswer(answer, error)), answer, now);
}

/** `{code, message, more_info, status}`; newer hosts write `title` and `detail`, edge servers HTML. */
function readError({ status, json }: ProviderAnswer): WireError {
  const body = asObject(json);
  const text = asText(body.message) ?? asText(body.detail) ?? asText(body.title);
  return { code: asNumber(body.code), text: text ?? `Twilio answered HTTP ${status}` };
}

/** A failing server may have taken the message, whatever code it gives; else the code decides. */
function meaningOfAnswer({ status }: ProviderAnswer, { code }: WireError): Meaning {
  if (status >= 500 || status === 408) return { kind: 'outcome_unknown' };
  const known = meaningOf(code);
  if (status === 429) return known?.kind === 'throttled' ? known : THROTTLED;
  return known ?? meaningOfStatus(status);
}

function meaningOfStatus(status: number): Meaning {
  if (status === 403) return { kind: 'channel_misconfigured', advice: 'Check what the auth token or API key may do.' };
  return ofStatus(status, { noAccess: REFUSED_CREDENTIALS, address: 'Check the API address and the account SID.' });
}
