import type { FailureKind, SendFailure } from '../domain/failure.ts';

/** What follows from a failed attempt. */
export interface FailureRule {
  /** `retry`: certainly not sent, try again until the message expires. `doubt`: it may have been sent. */
  next: 'fail' | 'retry' | 'doubt';
  /** Later messages of the conversation fail with it: the person or the channel is the trouble, not the message. */
  failRest: boolean;
  /** What it says about the connection. */
  connection: 'up' | 'down';
}

/** The one place that decides on retry. */
export const FAILURE_TABLE: Readonly<Record<FailureKind, FailureRule>> = {
  channel_misconfigured: { next: 'fail', failRest: true, connection: 'up' },
  message_invalid: { next: 'fail', failRest: false, connection: 'up' },
  window_closed: { next: 'fail', failRest: true, connection: 'up' },
  recipient_unreachable: { next: 'fail', failRest: true, connection: 'up' },
  recipient_opted_out: { next: 'fail', failRest: true, connection: 'up' },
  throttled: { next: 'retry', failRest: false, connection: 'up' },
  provider_unavailable: { next: 'retry', failRest: false, connection: 'down' },
  rejected: { next: 'fail', failRest: false, connection: 'up' },
  outcome_unknown: { next: 'doubt', failRest: false, connection: 'down' },
};

/** 1, 4, 16, then 64 s (Meta's advice for throttling, and gentle enough for everybody); never before the provider's own wish. */
export function retryDelayMs(failure: SendFailure, tries: number): number {
  return Math.max(4 ** Math.min(tries, 3) * 1_000, failure.retryAfterMs ?? 0);
}
