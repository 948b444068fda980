/**
 * The contract between the centre and a bot. A connector carries one turn to the bot and brings back what it answered.
 * It keeps nothing between turns: what it must remember is returned as `state` and handed in again with the session's next turn.
 */
import type { InboundContent, OutboundContent } from './content.ts';
import type { FieldDefinition, FieldValues } from './settings.ts';

/** One waiting item as the bot sees it: content with our ids and times. */
export type TurnMessage = InboundContent & {
  /** Our message id; of a `button_reply` or `list_reply` the id of what was chosen, and `messageId` is ours. */
  id: string;
  messageId?: string;
  /** ISO 8601. */
  at: string;
  replyTo?: string;
  referral?: Record<string, unknown>;
  forwarded?: boolean;
  referredProduct?: { catalogId?: string; productId: string };
};

export interface TurnSession {
  id: string;
  isNew: boolean;
  variables: Readonly<Record<string, unknown>>;
  /** The connector's own, never shown to the bot's users (a Watson session id, a flow's place). */
  state: unknown;
}

/** The frozen turn: every try of it is the same. */
export interface Turn {
  /** Idempotency id; the same for every try. */
  id: string;
  /** Counts from 1. */
  attempt: number;
  channel: { id: string; name: string };
  sender: { id: string; phoneNumber: string };
  contact: { id: string; phoneNumber?: string; userId?: string; username?: string; name?: string };
  conversationId: string;
  session: TurnSession;
  messages: readonly TurnMessage[];
  /** Where a deferred answer goes, and until when. */
  reply: { url: string; token: string; expiresAt: string };
}

/** One thing to say. `pauseMs`: wait this long before it, at most 60 s. */
export interface TurnPart {
  content: OutboundContent;
  pauseMs?: number;
  /** Our message id that this part quotes. */
  replyTo?: string;
  /** With a bill (`order_details`): the session's variable that will hold the payment. */
  paymentVariable?: string;
}

export interface TurnAnswer {
  outcome: 'answered';
  parts: readonly TurnPart[];
  /** Replaces the session's variables if present. */
  variables?: Record<string, unknown>;
  state?: unknown;
  /** Give the conversation to a human. */
  handover?: Record<string, unknown>;
  /** End the session after this answer. */
  end?: boolean;
}

export type TurnResult =
  | TurnAnswer
  /** The bot will post its answer to `reply.url`. */
  | { outcome: 'deferred'; state?: unknown }
  | {
      outcome: 'failed';
      /** For the operator, without secrets. */
      message: string;
      /** False: trying again cannot help (the bot refused, or answered nonsense). */
      retryable: boolean;
      /** The bot asked to wait this long. */
      retryAfterMs?: number;
    };

/** What was exchanged, for the trace; secrets left out. */
export interface TurnDetail {
  request?: Record<string, unknown>;
  response?: Record<string, unknown>;
}

export interface ConnectorHost {
  fetch: typeof globalThis.fetch;
  now(): number;
  /** Epoch ms by the machine, for signatures: in development `now` may be turned, a bot's own clock is not. Absent: `now`. */
  machineNow?(): number;
}

export interface Connector {
  /** Carries the turn to the bot. Never throws for network or bot trouble. Must settle soon after `signal` fires. */
  deliver(turn: Turn, signal: AbortSignal): Promise<TurnResult & { detail?: TurnDetail }>;
  /** Reads an answer that came later, in the same shape as an immediate one. A string says what is wrong with it. */
  parseReply?(body: unknown): TurnAnswer | string;
}

export interface ConnectorDefinition {
  id: string;
  displayName: string;
  docsUrl: string;
  fields: readonly FieldDefinition[];
  validate(settings: FieldValues): readonly { field: string; message: string }[];
  /** Values for secret fields that the operator left out, shown once. */
  generate?(settings: FieldValues, random: (bytes: number) => Uint8Array): FieldValues;
  connect(settings: FieldValues, host: ConnectorHost): Connector;
}
