import type { AcceptedMessages, AcceptedSend } from '../kit/accepted.ts';

export interface AcceptedMessage extends AcceptedSend {
  readonly phoneNumberId: string;
  /** `biz_opaque_callback_data`. */
  readonly callbackData?: string;
}

/** What the Graph API took. */
export type MetaAccepted = AcceptedMessages<AcceptedMessage>;
