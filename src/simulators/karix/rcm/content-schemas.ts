import { z } from 'zod';
import { interactiveSchema } from './interactive-schemas.ts';

/** One client passes the text `"false"`. */
const flag = z.union([z.boolean(), z.enum(['true', 'false'])]).optional();
const flags = { preview_url: flag, shorten_url: flag };

/** Some clients write `filename`. */
const fileNames = { fileName: z.string().optional(), filename: z.string().optional() };

/** Values in the order of their numeric keys, whether these count from 0 or from 1; a reseller's clients send an array. */
const parameterValues = z
  .union([z.record(z.string().regex(/^\d+$/), z.string()), z.array(z.string())])
  .default([])
  .transform((values) =>
    Object.entries(values)
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([, value]) => value),
  );

const index = z.union([z.string(), z.number()]).transform(Number);

const templateMedia = z
  .object({ type: z.enum(['image', 'video', 'document']), url: z.url({ protocol: /^https?$/ }), ...fileNames })
  .or(z.object({ type: z.literal('text'), title: z.string().min(1) }));

const mediaTemplate = z
  .object({
    templateId: z.string().min(1).optional(),
    /** The whole text, which Karix matches with a template itself. */
    autoTemplate: z.string().min(1).optional(),
    media: templateMedia.nullish(),
    bodyParameterValues: parameterValues,
    buttons: z
      .object({
        actions: z.array(z.object({ type: z.literal('url'), index, payload: z.string().min(1) })).optional(),
        quickReplies: z.array(z.object({ index, payload: z.string() })).optional(),
      })
      .nullish(),
  })
  .refine(
    ({ templateId, autoTemplate }) => (templateId === undefined) !== (autoTemplate === undefined),
    'one of templateId and autoTemplate is required',
  );

const attachment = z
  .object({
    type: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
    url: z.url({ protocol: /^https?$/ }).optional(),
    attachmentData: z.base64().min(1).optional(),
    mimeType: z.string().optional(),
    id: z.string().min(1).optional(),
    caption: z.string().max(1024).optional(),
    ...fileNames,
  })
  .refine(
    ({ url, attachmentData, id }) => [url, attachmentData, id].filter((one) => one !== undefined).length === 1,
    'one of url, attachmentData and id is required',
  )
  .refine(
    ({ attachmentData, mimeType }) => attachmentData === undefined || mimeType !== undefined,
    'mimeType is required with attachmentData',
  );

const degrees = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
const location = z.object({
  longitude: degrees.pipe(z.number().min(-180).max(180)),
  latitude: degrees.pipe(z.number().min(-90).max(90)),
  name: z.string().optional(),
  address: z.string().optional(),
});

/** `content`, once its `type` is in upper case. */
export const contentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('TEXT'), text: z.string().min(1).max(4096), ...flags }),
  z.object({
    type: z.literal('TEMPLATE'),
    template: z.object({ templateId: z.string().min(1), parameterValues }),
    ...flags,
  }),
  z.object({ type: z.literal('MEDIA_TEMPLATE'), mediaTemplate, ...flags }),
  z.object({ type: z.literal('ATTACHMENT'), attachment, ...flags }),
  z.object({ type: z.literal('LOCATION'), location, ...flags }),
  z.object({ type: z.literal('INTERACTIVE'), interactive: interactiveSchema, ...flags }),
]);

export type RcmContent = z.output<typeof contentSchema>;
export type SentMediaTemplate = z.output<typeof mediaTemplate>;
export type SentAttachment = z.output<typeof attachment>;
