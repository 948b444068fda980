import type { ConnectionStop } from '../domain/channel.ts';
import type { FailureKind } from '../domain/failure.ts';
import type { BulkSendId, ChannelId, ConnectionId, ConversationId, MessageId } from '../domain/ids.ts';
import type { DeadLetterReason } from '../store/ingest-items.ts';

/** Stages whose duration is measured: webhook to durable, received to claimed, bot call, queued to first attempt, provider request. */
export type Stage = 'intake' | 'turn_wait' | 'bot' | 'send_wait' | 'send';

/** Something that a person looking at a page would want to see; a hint, not the data. */
export interface Change {
  kind: 'message' | 'status' | 'conversation' | 'dead_letter' | 'channel' | 'bulk' | 'template' | 'event_webhook';
  channelId?: ChannelId;
  conversationId?: ConversationId;
  messageId?: MessageId;
  bulkSendId?: BulkSendId;
}

/** What the pipeline tells the outside about itself. Must not throw and must be cheap. */
export interface PipelineObserver {
  stage(stage: Stage, durationMs: number): void;
  sendFailed(kind: FailureKind): void;
  webhook(outcome: 'accepted' | 'refused' | 'unavailable'): void;
  changed(change: Change): void;
  /** A send's step was committed. `retry`: certainly not sent, and tried again. */
  sendEnded?(outcome: 'accepted' | 'failed' | 'retry' | 'in_doubt'): void;
  /** A dead letter was stored. */
  deadLetter?(reason: DeadLetterReason): void;
  /** How many circuits are open on this node may be asked from now on. */
  watchCircuits?(of: 'bot' | 'connection', openCount: () => number): void;
  /** A webhook was refused; `reason` says nothing of what was expected. */
  webhookRefused(what: { connectionId: ConnectionId; channelId: ChannelId; reason: string }): void;
  /** Nothing is sent over a connection any more. */
  stopped(what: { connectionId: ConnectionId; channelId: ChannelId; stop: ConnectionStop }): void;
  /** A bug or trouble that nobody else reports; no secrets in `where`. */
  error(where: string, error: unknown): void;
}
