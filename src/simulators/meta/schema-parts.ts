import { z } from 'zod';

/** Text of 1 to `longest` characters, counted as Unicode code points. */
export function text(longest: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .refine((value) => [...value].length <= longest, `must be at most ${longest} characters`);
}

type MediaExtra = 'caption' | 'filename' | 'voice';

const MEDIA_EXTRAS = {
  caption: text(1024).optional(),
  filename: z.string().min(1).optional(),
  voice: z.boolean().optional(),
};

/** A media object: an uploaded `id` or a `link`, never both, and what else this kind may have. */
export function mediaSchema(extras: readonly MediaExtra[]) {
  const known = new Set<string>(['id', 'link', ...extras]);
  return z
    .strictObject({ id: z.string().optional(), link: z.url({ protocol: /^https?$/ }).optional(), ...MEDIA_EXTRAS })
    .superRefine((media, context) => {
      if ((media.id === undefined) === (media.link === undefined)) {
        context.addIssue({ code: 'custom', message: 'exactly one of id and link is needed' });
      }
      for (const key of Object.keys(media)) {
        if (!known.has(key)) context.addIssue({ code: 'unrecognized_keys', keys: [key], input: media });
      }
    });
}

/** No two of `values` may be the same. */
export function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

export const footer = z.strictObject({ text: text(60) }).optional();
export const body = z.strictObject({ text: text(1024) });
export const textHeader = z.strictObject({ type: z.literal('text'), text: text(60) });
const imageHeader = z.strictObject({ type: z.literal('image'), image: mediaSchema([]) });
const videoHeader = z.strictObject({ type: z.literal('video'), video: mediaSchema([]) });

export const anyHeader = z.discriminatedUnion('type', [
  textHeader,
  imageHeader,
  videoHeader,
  z.strictObject({ type: z.literal('document'), document: mediaSchema(['filename']) }),
]);
export const pictureHeader = z.discriminatedUnion('type', [imageHeader, videoHeader]);
export const imageHeaderOnly = imageHeader;

export type Header = z.output<typeof anyHeader>;

/** The parameters of a button that opens a page. */
export const urlParameters = z.strictObject({ display_text: text(20), url: z.url({ protocol: /^https?$/ }) });
