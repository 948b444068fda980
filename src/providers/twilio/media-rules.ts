import type { MediaRules } from '../../domain/provider.ts';

const MB = 1_024 * 1_024;
const AUDIO = ['audio/ogg', 'audio/amr', 'audio/3gpp', 'audio/aac', 'audio/mpeg'];
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages (seen 2026-04) */
export const mediaRules: MediaRules = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4'], maxBytes: 16 * MB },
  audio: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  voice: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  document: {
    mimeTypes: [
      'application/pdf',
      'application/msword',
      `${OFFICE}.wordprocessingml.document`,
      `${OFFICE}.presentationml.presentation`,
      `${OFFICE}.spreadsheetml.sheet`,
      // Cards of people.
      'text/vcard',
      'text/x-vcard',
    ],
    maxBytes: 16 * MB,
  },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 5 * MB },
};

/** What people may send. */
export const MAX_RECEIVED_BYTES = 16 * MB;
