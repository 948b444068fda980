import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { type Said, withRetryAfter } from '../kit/failure-meaning.ts';
import { asNumber, asObject, asText, asWord, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { describeFailure, meaningOf, meaningOfStatus } from './codes.ts';

/** Whether Netcore says that it took the request; `status` is a word then. */
export function isSuccess({ status, json }: ProviderAnswer): boolean {
  return isGood(status) && asWord(asObject(json).status) === 'success';
}

/** What an answer that is no success says. */
export function readSaid({ json, text }: ProviderAnswer): Said {
  const body = asObject(json);
  const error: JsonObject = isObject(body.error) ? body.error : body;
  const said = asText(error.message) ?? asText(body.message) ?? asText(body.error);
  // The gateway in front writes plain text or a page.
  const plain = isObject(json) ? undefined : /access denied/i.exec(text)?.[0];
  return withoutUndefined({ code: asText(error.code), text: said ?? plain });
}

/** Why an answer is no success: in words of Netcore's own, of the gateway in front of it (a numeric `status`), or by HTTP alone. */
export function readFailure(answer: ProviderAnswer, now: number): SendFailure {
  const said = readSaid(answer);
  const status = statusOf(answer);
  const known = meaningOf(said);
  const meaning = status === 429 ? meaningOfStatus(status) : (known ?? meaningWithin(status, answer));
  const text = said.text ?? `Netcore answered HTTP ${answer.status}.`;
  return withRetryAfter(describeFailure({ ...said, text }, meaning), answer, now);
}

/** A refusal in words is one whatever the status; what cannot be read leaves us in doubt. */
function meaningWithin(status: number, { json }: ProviderAnswer) {
  if (!isGood(status)) return meaningOfStatus(status);
  const body = asObject(json);
  const isRefused = (asWord(body.status) ?? 'success') !== 'success' || body.error !== undefined;
  return { kind: isRefused ? 'rejected' : 'outcome_unknown' } as const;
}

function statusOf({ status, json }: ProviderAnswer): number {
  const told = asNumber(asObject(json).status);
  return isGood(status) && told !== undefined && told >= 300 && told <= 599 ? told : status;
}

function isGood(status: number): boolean {
  return status >= 200 && status <= 299;
}
