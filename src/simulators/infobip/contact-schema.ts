import { z } from 'zod';
import { object, oneOf, required } from './schema-parts.ts';

const text = z.string().optional();
const place = oneOf(['HOME', 'WORK']).optional();

/** A contact card as it is sent. */
export const contactSchema = object({
  name: object({
    firstName: required(),
    formattedName: required(),
    lastName: text,
    middleName: text,
    nameSuffix: text,
    namePrefix: text,
  }),
  addresses: z
    .array(object({ street: text, city: text, state: text, zip: text, country: text, countryCode: text, type: place }))
    .optional(),
  birthday: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'must be in the YYYY-MM-DD format' })
    .optional(),
  emails: z
    .array(object({ email: z.email({ error: 'must be a well-formed email address' }).optional(), type: place }))
    .optional(),
  org: object({ company: text, department: text, title: text }).optional(),
  phones: z
    .array(object({ phone: text, type: oneOf(['CELL', 'MAIN', 'IPHONE', 'HOME', 'WORK']).optional(), waId: text }))
    .optional(),
  urls: z.array(object({ url: text, type: place })).optional(),
});
