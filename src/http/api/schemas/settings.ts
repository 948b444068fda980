import { z } from 'zod';

/** Values by field name, as the provider's or connector's definition lists them. */
export const settings = z.record(z.string(), z.string());

/** One field of a form. */
export const fieldDefinition = z
  .object({
    name: z.string(),
    label: z.string(),
    hint: z.string(),
    secret: z.boolean().describe('Encrypted at rest, never returned.'),
    required: z.boolean(),
    multiline: z.boolean().optional().describe('Usually several lines long.'),
    options: z.array(z.string()).optional().describe('Values to choose from.'),
  })
  .meta({ id: 'FieldDefinition' });

/** Changes to settings: null or an empty string removes an optional one, what is not named stays. */
export const settingsChange = z.record(z.string(), z.string().nullable());
