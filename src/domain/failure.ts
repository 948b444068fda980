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

/** `credentials`: the provider refuses our token or rights. `restriction`: it restricts or locked the account. Both need the operator. */
export type StopReason = 'credentials' | 'restriction';

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
  /**
   * `channel_misconfigured` only: every further send would fail alike. The message was certainly not sent: the connection stops, and what
   * waits goes on when the operator has mended it.
   */
  stops?: StopReason;
}
