/** The RCM API for WhatsApp. Karix hands its user guide to customers; these are the members that public senders agree on (seen 2026-06). */

/** `message.content`: the type in upper case, and the member that belongs to it. */
export interface RcmContent {
  type: string;
  [member: string]: unknown;
}

export interface SendBody {
  message: {
    channel: 'WABA';
    content: RcmContent;
    recipient: {
      to: string;
      recipient_type: 'individual';
      /** Comes back with every delivery event. */
      reference: { cust_ref: string; [tag: string]: unknown };
    };
    sender: { from: string; name?: string };
    /** Where delivery events go. */
    preferences: { webHookDNId: string };
  };
  metaData: { version: string };
}
