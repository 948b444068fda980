import type { Capabilities } from '../../domain/capability.ts';
import { WHATSAPP_LIMITS } from '../kit/whatsapp-limits.ts';

/**
 * What an open customer service window allows without Meta's approval; cards and carousels need an approved template.
 * https://www.twilio.com/docs/content/content-types-overview (seen 2026-04)
 */
export const capabilities: Capabilities = {
  content: {
    text: 'native',
    image: 'native',
    video: 'native',
    audio: 'native',
    // The API knows files only, so that a voice note is an audio file.
    voice: 'degraded',
    document: 'native',
    sticker: 'native',
    location: 'native',
    // A card would have to lie somewhere as a vCard file.
    contacts: 'degraded',
    buttons: 'native',
    list: 'native',
    cta_url: 'native',
    location_request: 'degraded',
    contact_request: 'degraded',
    carousel: 'degraded',
    flow: 'native',
    product: 'rejected',
    product_list: 'native',
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
  limits: {
    ...WHATSAPP_LIMITS,
    text: 1_600,
    // Not documented; whoever counts code points gets some texts refused if it is so.
    textUnit: 'utf16',
    // The body is shown with pictures only, so that other files are followed by their text.
    caption: 1_600,
    videoCaption: 0,
    documentCaption: 0,
    listText: 1_024,
    headerText: 0,
    footer: 0,
    buttonId: 200,
    // A list picker is flat; several sections would lose their titles.
    listSections: 1,
  },
  // Of an unverified business 2, on request 50: https://www.twilio.com/docs/whatsapp/api/senders (seen 2026-04)
  sendersPerChannel: 20,
  windowMs: 24 * 3_600_000,
  // https://www.twilio.com/docs/whatsapp/best-practices-and-faqs (seen 2026-04); the sandbox takes one in three seconds.
  pacing: { perSecond: 80, pairBurst: null, pairSeconds: null },
  inboundCountsTowardsRate: false,
  reportsRead: true,
  // Status callbacks carry the attempt's id as well; where none comes, Twilio is asked.
  doubt: 'lookup',
  refusalCodes: { windowClosed: '63016' },
};
