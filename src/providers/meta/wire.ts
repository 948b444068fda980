/**
 * Shapes that travel between us and the Cloud API.
 * Sending: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages (seen 2026-09).
 * Webhooks: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview (seen 2026-09); their members
 * are read one by one as `unknown`, because any of them may be missing or of another kind.
 */

/** Body of `POST /{phone number id}/messages`; exactly one of `to` (phone with plus) and `recipient` (business-scoped user id). */
export interface SendBody {
  messaging_product: 'whatsapp';
  recipient_type: 'individual';
  to?: string;
  recipient?: string;
  context?: { message_id: string };
  /** Comes back in every status of this message, at most 512 characters. */
  biz_opaque_callback_data: string;
  type: string;
  [kind: string]: unknown;
}

/** `typing_indicator` shows for 25 s or until a message is sent. */
export interface ReadBody {
  messaging_product: 'whatsapp';
  status: 'read';
  message_id: string;
  typing_indicator?: { type: 'text' };
}
