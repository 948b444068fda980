import type { AcceptedMessages, AcceptedSend } from '../kit/accepted.ts';

export interface AcceptedMessage extends AcceptedSend {
  readonly numberId: string;
  /** The business's own reference, `cust_ref`, as echoed in delivery events. */
  readonly custRef?: string;
  /** Of a bulk send. */
  readonly batchId?: string;
}

/** What both APIs took. */
export type KarixAccepted = AcceptedMessages<AcceptedMessage>;
