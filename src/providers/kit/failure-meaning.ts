import type { FailureKind, SendFailure, StopReason } from '../../domain/failure.ts';
import type { ProviderAnswer } from './exchange.ts';
import { withoutUndefined } from './json.ts';
import { parseRetryAfter } from './time.ts';

/** What a provider's code stands for; tables in `codes.ts` are made of these. */
export interface Meaning {
  kind: FailureKind;
  /** `throttled` only: whom the limit holds. */
  scope?: 'recipient' | 'sender';
  /** What an operator can do about it. */
  advice?: string;
  /** Nothing can be sent through this connection any more. */
  stops?: StopReason;
}

/** What a provider said of a failure. */
export interface Said {
  code?: string | undefined;
  text?: string | undefined;
}

/**
 * Of an HTTP status, where no code that is known stands beside it. A failing server may have taken the message.
 * `noAccess`: of 401 and 403; `address`: what to check where nothing answers at the address.
 */
export function meaningOfStatus(status: number, own: { noAccess: Meaning; address: string }): Meaning {
  if (status === 429) return { kind: 'throttled' };
  if (status >= 500 || status === 408) return { kind: 'outcome_unknown' };
  if (status === 401 || status === 403) return own.noAccess;
  if (status === 404 || status === 405) return { kind: 'channel_misconfigured', advice: own.address };
  if (status < 400) return { kind: 'channel_misconfigured', advice: 'The API address redirects; enter the final one.' };
  return { kind: 'rejected' };
}

/** The failure that the provider's own words and their meaning make: what was said, the code, and what can be done about it. */
export function describeFailure(provider: string, { code, text }: Said, meaning: Meaning): SendFailure {
  const { kind, advice, scope, stops } = meaning;
  const said = (text ?? `${provider} gave no reason`).replace(/[.\s]+$/, '');
  const sentence = code === undefined ? said : `${said} (${provider} code ${code})`;
  const message = [/[!?]$/.test(sentence) ? sentence : `${sentence}.`, advice].filter(Boolean).join(' ');
  return withoutUndefined({ kind, message, code, scope, stops });
}

/** With how long the provider asks to wait. */
export function withRetryAfter(failure: SendFailure, answer: Pick<ProviderAnswer, 'header'>, now: number): SendFailure {
  const retryAfterMs = parseRetryAfter(answer.header('retry-after'), now);
  return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
}
