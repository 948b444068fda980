import type { AcceptedMessages, AcceptedSend } from '../kit/accepted.ts';

/** A message that was taken; `messageId` is the caller's own, where it named one. */
export interface AcceptedMessage extends AcceptedSend {
  readonly numberId: string;
  readonly callbackData?: string;
  /** Of the template request it came in. */
  readonly bulkId?: string;
}

export type InfobipAccepted = AcceptedMessages<AcceptedMessage>;
