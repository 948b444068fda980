import { z } from 'zod';
import { timestamp } from './page.ts';

export const media = z
  .object({
    id: z.string(),
    channelId: z.string(),
    direction: z.enum(['received', 'uploaded']),
    state: z.enum(['pending', 'ready', 'failed']),
    failure: z.string().nullable().describe('Why it failed.'),
    url: z.string().nullable().describe('Signed, good for a day; null if it failed.'),
    mimeType: z.string(),
    fileName: z.string().nullable(),
    sizeBytes: z.number().int().nullable(),
    sha256: z.string().nullable().describe('Hexadecimal.'),
    messageId: z.string().nullable().describe('The message that brought it; null for uploads.'),
    createdAt: timestamp,
  })
  .meta({ id: 'Media' });

/** Only described: the parts of a form are read as they come. */
export const uploadMedia = z
  .object({
    channelId: z.string().describe('Must stand before the file.'),
    file: z.string().meta({ format: 'binary' }).describe('At most 100 MB. Its part names it and its type.'),
  })
  .meta({ id: 'UploadMedia' });
