import type { AcceptedMessages, AcceptedSend } from '../kit/accepted.ts';

export interface AcceptedMessage extends AcceptedSend {
  /** The sender's sid. */
  readonly numberId: string;
  readonly direction: 'outbound-api' | 'outbound-reply';
  /** Where its statuses go, with the business's own reference in its query. */
  readonly statusCallback?: string;
}

/** What the Messages API and answers to webhooks took. */
export type TwilioAccepted = AcceptedMessages<AcceptedMessage>;
