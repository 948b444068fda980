import type { FailureKind, SendFailure } from '../../domain/failure.ts';
import type { ProviderTrouble } from '../../domain/provider.ts';
import { withoutUndefined } from './json.ts';

type Troubled = { ok: false; trouble: ProviderTrouble };

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

export function troubleKindOf(kind: FailureKind): ProviderTrouble['kind'] {
  return KINDS[kind];
}

/** The same told of a call that is no send. */
export function troubleOf({ kind, message, code, stops }: SendFailure): ProviderTrouble {
  return withoutUndefined({ kind: KINDS[kind], message, code, stops });
}

/** The same as what such a call answers. */
export function troubled(failure: SendFailure): Troubled {
  return { ok: false, trouble: troubleOf(failure) };
}

/** A call that the provider does not have, or not with these settings. */
export function unable(message: string): Troubled {
  return { ok: false, trouble: { kind: 'invalid', message } };
}
