import type { MediaRules } from '../../domain/provider.ts';

const KB = 1_024;
const MB = 1_024 * KB;
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'];

/**
 * The files that WhatsApp itself takes, for providers that hand on whatever it does. Documents of other types than Meta lists pass in
 * practice, so that none is refused here.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media (seen 2026-09)
 */
export const WHATSAPP_MEDIA_RULES: MediaRules = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  audio: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  voice: { mimeTypes: ['audio/ogg'], maxBytes: 16 * MB },
  document: { maxBytes: 100 * MB },
  // Animated ones; still ones may have 100 KB, which cannot be told by the type.
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * KB },
};

/** What people may send. */
export const WHATSAPP_MAX_RECEIVED_BYTES = 100 * MB;
