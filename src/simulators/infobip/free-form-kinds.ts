import { z } from 'zod';
import { contactSchema } from './contact-schema.ts';
import { between, listOf, object, sized, url } from './schema-parts.ts';
import { defineKind, type SendKind } from './send-kind.ts';
import { showMedia } from './show-media.ts';

const text = object({ text: sized(1, 4096), previewUrl: z.boolean().optional() });
const caption = sized(0, 3000).optional();
const captioned = object({ mediaUrl: url(), caption });
const document = object({ mediaUrl: url(), caption, filename: sized(0, 240).optional() });
const audio = object({ mediaUrl: url(), voice: z.boolean().optional() });
const sticker = object({ mediaUrl: url() });
const location = object({
  latitude: between(-90, 90),
  longitude: between(-180, 180),
  name: sized(0, 1000).optional(),
  address: sized(0, 1000).optional(),
});
const contacts = object({ contacts: listOf(contactSchema, 1, 257) });

const previewable = text.superRefine(({ text: written, previewUrl }, context) => {
  if (!previewUrl || /https?:\/\//i.test(written)) return;
  context.addIssue({ code: 'custom', path: ['text'], message: 'must contain a url when previewUrl is true' });
});

/** Messages without anything to tap. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-outbound-messages */
export const FREE_FORM_KINDS: readonly SendKind[] = [
  defineKind('text', previewable, ({ text }) => ({ display: { text } })),
  defineKind('image', captioned, (content) => showMedia('image', content)),
  defineKind('video', captioned, (content) => showMedia('video', content)),
  defineKind('audio', audio, ({ mediaUrl, voice }) =>
    voice ? { kind: 'voice', ...showMedia('voice', { mediaUrl }) } : showMedia('audio', { mediaUrl }),
  ),
  defineKind('document', document, (content) => showMedia('document', content)),
  defineKind('sticker', sticker, (content) => showMedia('sticker', content)),
  defineKind('location', location, ({ latitude, longitude, name, address }) => ({
    display: { location: { latitude, longitude, ...(name && { name }), ...(address && { address }) } },
  })),
  defineKind('contact', contacts, (content) => ({
    display: {
      contacts: content.contacts.map(({ name, phones = [] }) => ({
        name: name.formattedName,
        phones: phones.flatMap(({ phone }) => phone ?? []),
      })),
    },
  })),
];
