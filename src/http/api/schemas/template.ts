import { z } from 'zod';
import { pageOf, pageQuery, timestamp } from './page.ts';

const text = z.object({ text: z.string(), variables: z.array(z.string()).describe('Their names in order.') });

const header = z
  .object({ format: z.string(), text: z.string().optional(), variables: z.array(z.string()).optional() })
  .meta({ id: 'TemplateHeader' });

const button = z
  .object({
    type: z.string(),
    text: z.string(),
    url: z.string().optional(),
    phoneNumber: z.string().optional(),
    needsParameter: z.boolean().describe('A send must give a value for it.'),
  })
  .meta({ id: 'TemplateButton' });

const card = z.object({ header: header.nullable(), body: text.nullable(), buttons: z.array(button) });

export const template = z
  .object({
    name: z.string(),
    language: z.string(),
    account: z.string().describe("The account at the provider, as the senders' field names it."),
    providerId: z.string().nullable(),
    status: z.string().describe('Only `approved` can be sent.'),
    category: z.string(),
    comingCategory: z
      .object({ category: z.string(), at: timestamp.nullable() })
      .nullable()
      .describe('A category that was announced.'),
    quality: z.string().nullable(),
    rejection: z.string().nullable().describe("Why it was rejected, in the provider's words."),
    parameterFormat: z.enum(['positional', 'named']),
    header: header.nullable(),
    body: text,
    footer: z.string().nullable(),
    buttons: z.array(button),
    cards: z.array(card),
    hasOffer: z.boolean().describe('It shows an offer that ends: every send tells when (`limitedTimeOffer`).'),
    provider: z.record(z.string(), z.unknown()).describe('As the provider gave it.'),
    updatedAt: timestamp,
  })
  .meta({ id: 'Template' });

export const templatePage = pageOf('TemplatePage', template);

export const templateQuery = pageQuery.extend({
  status: z.string().min(1).max(50).optional(),
  name: z.string().min(1).max(512).optional().describe('Part of the name.'),
  category: z.string().min(1).max(50).optional(),
  language: z.string().min(1).max(20).optional(),
});

const id = z.string().min(1).max(200);
const name = z.string().min(1).max(512);
const language = z.string().min(1).max(20);

export const byTemplate = z.object({ id, name, language });
export const byTemplateName = z.object({ id, name });
export const templateDeletion = z.object({ language: language.optional().describe('Left out: in all languages.') });

const examples = z
  .union([z.array(z.string()), z.record(z.string(), z.string())])
  .optional()
  .describe('By the names of the variables; a list for {{1}}, {{2}}, …');

const draftHeader = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('text'), text: z.string(), examples }),
  z.strictObject({
    format: z.enum(['image', 'video', 'document']),
    exampleUrl: z.string().optional(),
    exampleHandle: z.string().optional(),
  }),
  z.strictObject({ format: z.literal('location') }),
]);

export const createTemplate = z
  .strictObject({
    name: z.string(),
    language: z.string(),
    category: z.string().describe('`marketing`, `utility` or `authentication`.'),
    parameterFormat: z.enum(['positional', 'named']).default('positional'),
    header: draftHeader.optional(),
    body: z.strictObject({ text: z.string(), examples }).default({ text: '' }),
    footer: z.string().optional(),
    buttons: z
      .array(
        z.strictObject({
          type: z.string(),
          text: z.string().optional(),
          url: z.string().optional(),
          phoneNumber: z.string().optional(),
          example: z.string().optional(),
        }),
      )
      .max(50)
      .optional(),
    components: z
      .array(z.record(z.string(), z.unknown()))
      .max(50)
      .optional()
      .describe("In the provider's own words; replaces header, body, footer and buttons."),
    senderId: z.string().optional().describe("For whose account; the channel's first if left out."),
  })
  .meta({
    id: 'CreateTemplate',
    example: {
      name: 'order_shipped',
      language: 'en',
      category: 'utility',
      body: { text: 'Hello {{1}}, order {{2}} is on its way.', examples: ['Ana', '1234'] },
    },
  });

export const previewTemplate = z
  .strictObject({
    header: z.unknown().optional(),
    body: z.unknown().optional(),
    buttons: z.unknown().optional(),
    limitedTimeOffer: z.unknown().optional(),
    carousel: z.unknown().optional(),
  })
  .meta({
    id: 'PreviewTemplate',
    description: 'The values, as in content of type `template`.',
    example: { body: ['Ana', '1234'] },
  });

const filledPart = {
  header: z.object({ type: z.string(), text: z.string().optional(), media: z.unknown().optional() }).nullable(),
  body: z.string(),
  buttons: z.array(
    z.object({ type: z.string(), text: z.string(), url: z.string().optional(), phoneNumber: z.string().optional() }),
  ),
};

export const templatePreview = z
  .object({
    text: z.string().describe('All of it as one text.'),
    isSendable: z.boolean().describe('Whether it is approved.'),
    ...filledPart,
    footer: z.string().nullable(),
    cards: z.array(z.object(filledPart)),
  })
  .meta({ id: 'TemplatePreview' });

export const templateSync = z
  .object({
    items: z.array(
      z.object({
        account: z.string(),
        syncedAt: timestamp.nullable(),
        error: z.string().nullable().describe('Why the account could not be read.'),
        failedAt: timestamp.nullable(),
      }),
    ),
  })
  .meta({ id: 'TemplateSync' });
