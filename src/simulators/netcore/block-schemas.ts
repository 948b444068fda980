import { z } from 'zod';
import { interactiveSchema } from './interactive-schemas.ts';

const text = z.object({
  content: z.string().min(1).max(4096),
  /** Text, not a boolean. */
  preview_url: z.enum(['true', 'false']).optional(),
});

const attachment = z
  .object({
    attachment_url: z.string().min(1).optional(),
    attachment_id: z.string().min(1).optional(),
    attachment_type: z.enum(['image', 'video', 'audio', 'document', 'sticker']).optional(),
    caption: z.string().max(1024).optional(),
  })
  .refine(
    (one) => (one.attachment_url === undefined) !== (one.attachment_id === undefined),
    'one of attachment_url and attachment_id is required',
  )
  .refine(
    (one) => one.attachment_url === undefined || one.attachment_type !== undefined,
    'attachment_type is required with attachment_url',
  );

const location = z.object({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  name: z.string().optional(),
  address: z.string().optional(),
});

const template = z.object({
  name: z.string().min(1),
  attributes: z.array(z.string()).default([]),
  language: z.object({ locale: z.string().min(1), policy: z.literal('deterministic') }),
});

const templateMedia = z.object({
  type: z.enum(['image', 'video', 'document']),
  url: z.string().min(1),
  filename: z.string().optional(),
});

/** Not documented beyond its name; taken as WhatsApp's own card. */
const contact = z.object({
  name: z.object({ formatted_name: z.string().min(1) }),
  phones: z.array(z.object({ phone: z.string() })).default([]),
});

/** Blocks by their name in a message; all but one are arrays of one element. */
export const blockSchemas = {
  type_text: z.array(text).length(1),
  type_media: z.array(z.object({ attachments: z.array(attachment).length(1) })).length(1),
  type_location: z.array(location).length(1),
  type_template: z.array(template).length(1),
  type_media_template: templateMedia,
  type_interactive: z.array(interactiveSchema).length(1),
  type_contact: z.array(contact).min(1),
};

export type Attachment = z.output<typeof attachment>;
export type SentTemplate = z.output<typeof template>;
export type TemplateMedia = z.output<typeof templateMedia>;
export type TextBlock = z.output<typeof text>;
export type LocationBlock = z.output<typeof location>;
export type ContactBlock = z.output<typeof contact>;
