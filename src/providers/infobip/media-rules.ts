import type { MediaRules } from '../../domain/provider.ts';

const MB = 1_024 * 1_024;
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'];

/** https://www.infobip.com/docs/api/channels/whatsapp (OpenAPI 3.210.0, seen 2026-07) */
export const mediaRules: MediaRules = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  audio: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  voice: { mimeTypes: ['audio/ogg', 'audio/opus'], maxBytes: 16 * MB },
  document: { maxBytes: 100 * MB },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * 1_024 },
};

/** What people may send. */
export const MAX_RECEIVED_BYTES = 100 * MB;
