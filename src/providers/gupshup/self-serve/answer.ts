import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderAnswer } from '../../kit/exchange.ts';
import { type Meaning, withRetryAfter } from '../../kit/failure-meaning.ts';
import { asObject, asText, asWord, isObject, withoutUndefined } from '../../kit/json.ts';
import { describeFailure, EVENT_CODES, meaningOfStatus } from '../codes.ts';

/** Refusals of sends that carry no number. https://docs.gupshup.io/docs/session-messages (seen 2026-06) */
const TEXTS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['invalid destination', { kind: 'recipient_unreachable' }],
  [
    'invalid app details',
    { kind: 'channel_misconfigured', advice: 'Check the app name and the number of the sender.', stops: 'credentials' },
  ],
]);

/** Why an answer is no success, in either spelling of errors (Gupshup's own, and the Cloud API's of v3); undefined: it is one. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure | undefined {
  const { status } = answer;
  const isRefused = asWord(asObject(answer.json).status) === 'error';
  if (status >= 200 && status <= 299 && !isRefused) return undefined;
  const said = readError(answer);
  const known = EVENT_CODES.get(said.code ?? '') ?? TEXTS.get(said.text?.trim().toLowerCase() ?? '');
  const meaning = status === 429 ? meaningOfStatus(status) : (known ?? meaningOf(status));
  const text = said.text ?? `Gupshup answered HTTP ${status}.`;
  return withRetryAfter(describeFailure({ ...said, text }, meaning), answer, now);
}

/** A refusal in words is one whatever the status. */
function meaningOf(status: number): Meaning {
  return status >= 200 && status <= 299 ? { kind: 'rejected' } : meaningOfStatus(status);
}

/** `message` is a text, or an object with code and message within. */
function readError({ json }: ProviderAnswer): { text?: string; code?: string } {
  const body = asObject(json);
  const error = [body.error, body.message, body].find(isObject) ?? body;
  return withoutUndefined({
    text: asText(error.message) ?? asText(error.reason) ?? asText(body.message),
    code: asText(error.code) ?? asText(body.code),
  });
}
