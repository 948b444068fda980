import type { AcceptedMessages, AcceptedSend } from '../kit/accepted.ts';

export interface AcceptedMessage extends AcceptedSend {
  readonly numberId: string;
  /** As written: an id that Netcore gave out, or the business number. */
  readonly source: string;
  /** The business's own reference, `x-apiheader`, as echoed in delivery events. */
  readonly apiHeader?: string;
}

/** What the message API took. */
export type NetcoreAccepted = AcceptedMessages<AcceptedMessage>;
