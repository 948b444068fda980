import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/**
 * Native: what at least one product has on its wire; the enterprise gateway writes places, contacts and the request for a place as text
 * (`plain.ts`). Kinds that only the pass-through of the Cloud API knows go as `raw`. Limits are WhatsApp's own.
 */
export const capabilities: Capabilities = {
  content: {
    text: 'native',
    image: 'native',
    video: 'native',
    audio: 'native',
    voice: 'degraded',
    document: 'native',
    sticker: 'native',
    location: 'native',
    contacts: 'native',
    buttons: 'native',
    list: 'native',
    cta_url: 'degraded',
    location_request: 'native',
    contact_request: 'degraded',
    carousel: 'degraded',
    flow: 'rejected',
    product: 'rejected',
    product_list: 'rejected',
    catalog: 'rejected',
    order_details: 'native',
    order_status: 'native',
    voice_call: 'rejected',
    call_permission_request: 'rejected',
    address_request: 'rejected',
    template: 'native',
    reaction: 'rejected',
    raw: 'native',
  },
  limits: { ...WHATSAPP_LIMITS, listText: 1_024 },
  // User id or app stand for one number.
  sendersPerChannel: 1,
  windowMs: 24 * 3_600_000,
  // Gupshup publishes no limit: a cautious rate, which a channel may raise, and the pair limit of WhatsApp below.
  pacing: { perSecond: 20, pairBurst: 45, pairSeconds: 6 },
  inboundCountsTowardsRate: false,
  reportsRead: true,
  // `extra` of the enterprise gateway. The self-serve product echoes nothing: its doubt ends as if no echo had come.
  doubt: 'echo',
};
