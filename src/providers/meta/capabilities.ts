import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/** Limits of https://developers.facebook.com/documentation/business-messaging/whatsapp/messages (seen 2026-09). */
export const capabilities: Capabilities = {
  content: {
    text: 'native',
    image: 'native',
    video: 'native',
    audio: 'native',
    voice: 'native',
    document: 'native',
    sticker: 'native',
    location: 'native',
    contacts: 'native',
    buttons: 'native',
    list: 'native',
    cta_url: 'native',
    location_request: 'native',
    contact_request: 'native',
    carousel: 'native',
    flow: 'native',
    product: 'native',
    product_list: 'native',
    catalog: 'native',
    order_details: 'native',
    order_status: 'native',
    voice_call: 'native',
    call_permission_request: 'native',
    address_request: 'native',
    template: 'native',
    reaction: 'native',
    raw: 'native',
  },
  limits: WHATSAPP_LIMITS,
  sendersPerChannel: 20,
  windowMs: 24 * 3_600_000,
  // The standard level of a number; higher levels are set per channel. The pair limit is the same on all of them:
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput (seen 2026-09)
  pacing: { perSecond: 80, pairBurst: 45, pairSeconds: 6 },
  inboundCountsTowardsRate: true,
  reportsRead: true,
  doubt: 'echo',
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (seen 2026-09)
  refusalCodes: { windowClosed: '131047', codeToUserId: '131062' },
};
