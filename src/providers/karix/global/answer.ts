import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderAnswer } from '../../kit/exchange.ts';
import { withRetryAfter } from '../../kit/failure-meaning.ts';
import { asList, asObject, asText, asWord, isObject, type JsonObject } from '../../kit/json.ts';
import { describeFailure, meaningOfStatus, STATUSES } from '../codes.ts';

/** The message that an answer to a send is about; undefined: it tells of none. */
export function readMessage({ status, json }: ProviderAnswer): JsonObject | undefined {
  const [message] = asList(asObject(json).objects);
  return status >= 200 && status <= 299 && isObject(message) ? message : undefined;
}

/** Why an answer is no success, in Karix's words, with the parameter that they are about. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const { status } = answer;
  const { message, param, code } = asObject(asObject(answer.json).error);
  const parameter = asText(param);
  const text = asText(message) ?? `Karix answered HTTP ${status}.`;
  const isGood = status >= 200 && status <= 299;
  const meaning = isGood ? ({ kind: 'outcome_unknown' } as const) : meaningOfStatus(status);
  const said = { text: parameter === undefined ? text : `${parameter}: ${text}`, code: asText(code) };
  return withRetryAfter(describeFailure(said, meaning), answer, now);
}

/** A message may have failed in the answer already. Undefined: it has not. */
export function failureWithin(message: JsonObject): SendFailure | undefined {
  if (STATUSES.get(asWord(message.status) ?? '') !== 'failed') return undefined;
  const error = asObject(message.error);
  return describeFailure({ text: asText(error.message), code: asText(error.code) }, { kind: 'rejected' });
}
