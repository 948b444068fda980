import type { ContentLimits } from '../../domain/capability.ts';

/**
 * What WhatsApp itself shows at the most, whoever hands the message on. A provider that takes less, or counts otherwise, says so beside it:
 * `{ ...WHATSAPP_LIMITS, text: 1_600 }`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages (seen 2026-09)
 */
export const WHATSAPP_LIMITS: ContentLimits = {
  text: 4_096,
  caption: 1_024,
  interactiveText: 1_024,
  listText: 4_096,
  headerText: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  listSections: 10,
  listRows: 10,
  listSectionTitle: 24,
  listRowTitle: 24,
  listRowDescription: 72,
  listRowId: 200,
  ctaLabel: 20,
};
