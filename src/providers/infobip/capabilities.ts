import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/** Limits of https://www.infobip.com/docs/api/channels/whatsapp (OpenAPI 3.210.0, seen 2026-07). */
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
    // Only as a button of a template.
    catalog: 'rejected',
    order_details: 'native',
    order_status: 'native',
    voice_call: 'native',
    call_permission_request: 'native',
    address_request: 'rejected',
    template: 'native',
    reaction: 'rejected',
    raw: 'native',
  },
  limits: { ...WHATSAPP_LIMITS, caption: 3_000, listText: 1_024 },
  sendersPerChannel: 20,
  windowMs: 24 * 3_600_000,
  // Infobip takes thousands a second of an account; a number's own level at WhatsApp is what holds.
  pacing: { perSecond: 80, pairBurst: null, pairSeconds: null },
  inboundCountsTowardsRate: false,
  reportsRead: true,
  // The caller chooses the message id, and a second message with the same id is refused.
  doubt: 'idempotent',
  refusalCodes: { windowClosed: '7010' },
};
