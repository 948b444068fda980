import type { FailureKind, SendFailure } from '../../domain/failure.ts';
import type { ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { withoutUndefined } from '../kit/json.ts';

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

/** The same told of a call that is no send. */
export function troubleOf({ kind, message, code, stops }: SendFailure): ProviderTrouble {
  return withoutUndefined({ kind: KINDS[kind], message, code, stops });
}

/** A call that this product does not have, or not with these settings. */
export function unable(message: string): { ok: false; trouble: ProviderTrouble } {
  return { ok: false, trouble: { kind: 'invalid', message } };
}

export function troubled<Value>(failure: SendFailure): ProviderResult<Value> {
  return { ok: false, trouble: troubleOf(failure) };
}
