import type { MediaRules } from '../../domain/provider.ts';

const KB = 1_024;
const MB = 1_024 * KB;
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'];

/** WhatsApp's own. Files go out by their address. */
export const mediaRules: MediaRules = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  audio: { mimeTypes: AUDIO, maxBytes: 16 * MB },
  voice: { mimeTypes: ['audio/ogg'], maxBytes: 16 * MB },
  document: { maxBytes: 100 * MB },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * KB },
};

/** What people may send. */
export const MAX_RECEIVED_BYTES = 100 * MB;
