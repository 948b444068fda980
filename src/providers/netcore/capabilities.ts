import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/** Native: what Netcore documents a type for. Limits are WhatsApp's own. */
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
    carousel: 'degraded',
    flow: 'rejected',
    product: 'rejected',
    product_list: 'rejected',
    catalog: 'rejected',
    order_details: 'rejected',
    order_status: 'rejected',
    voice_call: 'rejected',
    call_permission_request: 'rejected',
    address_request: 'rejected',
    template: 'native',
    reaction: 'rejected',
    raw: 'native',
  },
  limits: { ...WHATSAPP_LIMITS, listText: 1_024, headerFiles: 0 },
  sendersPerChannel: 20,
  windowMs: 24 * 3_600_000,
  // Netcore publishes no limit: a cautious rate, which a channel may raise, and the pair limit of WhatsApp below.
  pacing: { perSecond: 20, pairBurst: 45, pairSeconds: 6 },
  inboundCountsTowardsRate: false,
  reportsRead: true,
  // `x-apiheader` comes back with every status.
  doubt: 'echo',
  refusalCodes: { windowClosed: '8007' },
};
