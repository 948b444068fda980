import { z } from 'zod';
import { interactiveSchema } from './interactive-schemas.ts';
import { mediaSchema, text } from './schema-parts.ts';
import { sentTemplateSchema } from './templates/sent-template.ts';

const coordinate = z
  .unknown()
  .refine((value) => value !== '' && Number.isFinite(Number(value)), 'expected a number')
  .transform(Number);

const textSchema = z.strictObject({ body: text(4096), preview_url: z.boolean().optional() });

const locationSchema = z.strictObject({
  latitude: coordinate,
  longitude: coordinate,
  name: z.string().optional(),
  address: z.string().optional(),
});

const contactsSchema = z
  .array(
    z.looseObject({
      name: z
        .looseObject({ formatted_name: z.string().min(1) })
        .refine((name) => Object.keys(name).length > 1, 'needs another part beside formatted_name'),
      phones: z.array(z.looseObject({ phone: z.string().optional() })).optional(),
    }),
  )
  .min(1)
  .max(257);

/**
 * The object that a send request carries under the name of its type.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages
 */
export const contentSchemas = {
  text: textSchema,
  image: mediaSchema(['caption']),
  video: mediaSchema(['caption']),
  audio: mediaSchema(['voice']),
  document: mediaSchema(['caption', 'filename']),
  sticker: mediaSchema([]),
  location: locationSchema,
  contacts: contactsSchema,
  reaction: z.strictObject({ message_id: z.string().min(1), emoji: z.string() }),
  interactive: interactiveSchema,
  template: sentTemplateSchema,
};

export type ContentType = keyof typeof contentSchemas;

/** A send request's content, parsed. */
export type MetaContent = {
  [K in ContentType]: { type: K; content: z.output<(typeof contentSchemas)[K]> };
}[ContentType];

export function isContentType(type: string): type is ContentType {
  return Object.hasOwn(contentSchemas, type);
}
