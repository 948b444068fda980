import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderAnswer } from '../../kit/exchange.ts';
import { type Meaning, type Said, withRetryAfter } from '../../kit/failure-meaning.ts';
import { asNumber, asObject, asText, isObject, withoutUndefined } from '../../kit/json.ts';
import { describeFailure, meaningOfStatus } from '../codes.ts';

const ACCEPTED = '200';

/** Whether Karix says that it took the message; that it did so shows only in its `mid`. */
export function isSuccess({ status, json }: ProviderAnswer): boolean {
  return isGood(status) && asText(asObject(json).statusCode) === ACCEPTED;
}

/** Whether a call that is no send succeeded: what its answer says then is not known, but an error names itself. */
export function isTaken({ status, json }: ProviderAnswer): boolean {
  const { statusCode = ACCEPTED, errorCode, errorMessage, error } = asObject(json);
  const isRefused = (asText(errorCode) ?? '0') !== '0' || asText(errorMessage) !== undefined || Boolean(error);
  return isGood(status) && asText(statusCode) === ACCEPTED && !isRefused;
}

/** What Karix itself said, in any of the shapes of its errors; empty if the answer is not its own. */
export function readSaid({ json }: ProviderAnswer): Said {
  const body = asObject(json);
  const error = asObject(body.error);
  return withoutUndefined({
    code: asText(body.statusCode) ?? asText(error.code) ?? asText(body.errorCode),
    text: asText(body.statusDesc) ?? asText(body.errorMessage) ?? asText(error.message),
  });
}

/** Why an answer is no success. A code of Karix's own goes before the status of HTTP, which may be 200. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const said = readSaid(answer);
  const text = said.text ?? `Karix answered HTTP ${answer.status}.`;
  return withRetryAfter(describeFailure({ ...said, text }, meaningOf(answer, said)), answer, now);
}

function meaningOf({ status, json }: ProviderAnswer, { code, text }: Said): Meaning {
  if (!isGood(status) && status !== 400) return meaningOfStatus(status);
  const told = asNumber(code);
  if (told !== undefined && told >= 300 && told <= 599) return withinWords(told);
  if (!isGood(status)) return meaningOfStatus(status);
  // Nothing that Karix said, and nothing that tells what became of the message.
  const isSilent = !isObject(json) || (code === undefined && text === undefined) || code === ACCEPTED;
  return { kind: isSilent ? 'outcome_unknown' : 'rejected' };
}

/** In words of Karix's own, “not found” is about the message. */
function withinWords(told: number): Meaning {
  return told === 404 ? { kind: 'rejected' } : meaningOfStatus(told);
}

function isGood(status: number): boolean {
  return status >= 200 && status <= 299;
}
