import type { AttemptId, MessageId, TurnId } from './ids.ts';

/** One step in a message's story; written in the same commit as the step it tells of. */
export type TraceStep =
  | 'webhook_received'
  | 'turn_started'
  | 'bot_called'
  | 'bot_failed'
  | 'bot_answered'
  | 'fallback_sent'
  | 'ignored'
  | 'queued'
  | 'attempt_started'
  | 'attempt_accepted'
  | 'attempt_failed'
  | 'attempt_in_doubt'
  | 'doubt_settled'
  | 'held'
  | 'status_reported'
  | 'dead_lettered'
  | 'media_fetched'
  | 'media_failed'
  | 'replayed'
  | 'edited'
  | 'revoked';

/** `detail` is small, masked and JSON-safe: at most 64 kB as text, secrets and tokens already removed. */
export interface TraceEntry {
  messageId: MessageId;
  step: TraceStep;
  /** Epoch ms. */
  at: number;
  durationMs?: number;
  turnId?: TurnId;
  attemptId?: AttemptId;
  detail?: Record<string, unknown>;
}
