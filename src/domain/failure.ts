/**
 * Why a send did not succeed. The adapter picks the kind, one table in `pipeline/failure-table.ts` decides what follows.
 * Only `outcome_unknown` means that the message may have been sent.
 */
export type FailureKind =
  | 'channel_misconfigured'
  | 'message_invalid'
  | 'window_closed'
  | 'recipient_unreachable'
  | 'recipient_opted_out'
  | 'throttled'
  | 'provider_unavailable'
  | 'rejected'
  | 'outcome_unknown';

export interface SendFailure {
  kind: FailureKind;
  /** For an operator: what happened and, where one can do something, what. Never contains a secret. */
  message: string;
  /** The provider's own code, as text. */
  code?: string;
  /** The provider asked to wait this long. */
  retryAfterMs?: number;
  /** `throttled` only: does the limit hold this person or the whole sender? Absent: the sender. */
  scope?: 'recipient' | 'sender';
}
