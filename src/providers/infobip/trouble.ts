import type { FailureKind, SendFailure } from '../../domain/failure.ts';
import type { ProviderTrouble } from '../../domain/provider.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { withoutUndefined } from '../kit/json.ts';
import { readFailure } from './answer.ts';

/** Errors mean the same as after a send, but a call that is none leaves nobody in doubt. */
const KINDS: Readonly<Record<FailureKind, ProviderTrouble['kind']>> = {
  channel_misconfigured: 'misconfigured',
  message_invalid: 'invalid',
  window_closed: 'invalid',
  recipient_unreachable: 'invalid',
  recipient_opted_out: 'invalid',
  rejected: 'invalid',
  throttled: 'throttled',
  provider_unavailable: 'unavailable',
  outcome_unknown: 'unavailable',
};

export function troubleOf({ kind, message, code, stops }: SendFailure): ProviderTrouble {
  return withoutUndefined({ kind: KINDS[kind], message, code, stops });
}

/** What an answer that is no success says. */
export function readTrouble(answer: ProviderAnswer): ProviderTrouble {
  const trouble = troubleOf(readFailure(answer, 0));
  return answer.status === 404 || answer.status === 410 ? { ...trouble, kind: 'not_found' } : trouble;
}
