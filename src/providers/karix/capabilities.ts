import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/** Of the RCM API: native is what it has a content type for, and what it passes on as WhatsApp's own object. Limits are WhatsApp's. */
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
    contacts: 'degraded',
    buttons: 'native',
    list: 'native',
    cta_url: 'native',
    location_request: 'degraded',
    contact_request: 'degraded',
    carousel: 'native',
    flow: 'native',
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
  sendersPerChannel: 20,
  windowMs: 24 * 3_600_000,
  // Karix publishes no limit for RCM: a cautious rate, which a channel may raise, and the pair limit of WhatsApp below.
  pacing: { perSecond: 20, pairBurst: 45, pairSeconds: 6 },
  inboundCountsTowardsRate: false,
  reportsRead: true,
  // `cust_ref`; with the older API our id in the address for events.
  doubt: 'echo',
};

/** What the older API shows of these; everything else is written out as text (`global/render.ts`), or refused. */
export const globalCapabilities: Capabilities = {
  ...capabilities,
  content: {
    ...capabilities.content,
    sticker: 'degraded',
    buttons: 'degraded',
    list: 'degraded',
    cta_url: 'degraded',
    carousel: 'degraded',
    flow: 'rejected',
    order_details: 'rejected',
    order_status: 'rejected',
  },
};
