/**
 * Shapes of the Cloud API that Meta and partners who pass it through have in common.
 * Sending: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages (seen 2026-09).
 */

/** `object` of every webhook. */
export const WEBHOOK_OBJECT = 'whatsapp_business_account';

/** The part of a message's body that says something: `type` and the member named like it. */
export interface ContentBody {
  type: string;
  [kind: string]: unknown;
}

export type WireMedia = { id: string } | { link: string };
