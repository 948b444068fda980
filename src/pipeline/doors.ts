/** What the HTTP floor may ask of the pipeline. */

import type { OutboundContent } from '../domain/content.ts';
import type { MessageId } from '../domain/ids.ts';
import type { MessageStatus } from '../domain/message.ts';
import type { WebhookRequest } from '../domain/provider.ts';

export interface IntakeReply {
  status: number;
  contentType: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

/** The callback URL of every connection. The reply is given after the events are durable. */
export interface Intake {
  /** Whether a callback URL has this token. Rejects if the store had to be asked and is away. */
  knows(token: string): Promise<boolean>;
  receive(token: string, request: Omit<WebhookRequest, 'url'>): Promise<IntakeReply>;
}

/** Tries a dead letter again: raw ones are parsed and stored once more, messages go back into their lane. */
export type Replay = (deadLetterId: string) => Promise<'ok' | 'unknown' | 'already_replayed' | { stillWrong: string }>;

/** Answers that bots give later. The token alone is the right to answer. */
export interface TurnReplies {
  receive(
    turnId: string,
    token: string,
    body: unknown,
  ): Promise<
    | { outcome: 'accepted' }
    | { outcome: 'turn_closed' }
    | { outcome: 'forbidden' }
    | { outcome: 'invalid'; message: string }
  >;
}

export interface SendRequest {
  channelId: string;
  senderId?: string;
  to: { phone?: string; userId?: string; conversationId?: string };
  content: OutboundContent;
  replyTo?: string;
  author: 'api' | 'agent' | 'campaign';
  /** It is marketing: people who want none do not get it. */
  marketing?: boolean;
  /** Free-form content goes out whatever we know of the customer service window; the provider decides. */
  ignoreWindow?: boolean;
  /** Scope is the API key. */
  idempotency?: { scope: string; key: string; requestHash: string };
}

export type SendOutcome =
  | { outcome: 'created' | 'repeated'; id: MessageId; status: MessageStatus }
  | { outcome: 'conflict' }
  /** The channel sends answers only. */
  | { outcome: 'proactive_off' }
  | { outcome: 'invalid'; field: string; message: string };

/** Messages from outside an answer. Durable when it resolves. */
export interface Outbox {
  send(request: SendRequest): Promise<SendOutcome>;
}
