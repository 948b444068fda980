import { z } from 'zod';
import { pageOf } from './page.ts';
import { fieldDefinition } from './settings.ts';

const capabilities = z
  .object({
    content: z.record(z.string(), z.enum(['native', 'degraded', 'rejected'])),
    limits: z.record(z.string(), z.number()).describe('Lengths in characters, counts in items.'),
    textUnit: z.enum(['code_point', 'utf16']).describe('What counts as a character of texts and captions.'),
    sendersPerChannel: z.number().int(),
    windowMs: z.number().nullable().describe('Length of the customer service window; null: none.'),
    pacing: z.object({
      perSecond: z.number(),
      pairBurst: z.number().nullable(),
      pairSeconds: z.number().nullable(),
    }),
    inboundCountsTowardsRate: z.boolean(),
    reportsRead: z.boolean(),
    doubt: z.enum(['idempotent', 'echo', 'lookup', 'none']).describe('How an unknown outcome of a send is settled.'),
    refusalCodes: z
      .object({ windowClosed: z.string().optional(), codeToUserId: z.string().optional() })
      .optional()
      .describe("The provider's codes of what is refused here already; failures carry them as `code`."),
  })
  .meta({ id: 'Capabilities' });

const definitionFields = {
  id: z.string(),
  displayName: z.string(),
  docsUrl: z.string(),
  fields: z.array(fieldDefinition),
};

const offers = z
  .object({
    templates: z.boolean().describe('Its templates can be listed and managed here.'),
    numbers: z.boolean().describe('It tells which numbers an account has.'),
    consent: z.boolean().describe("It keeps people's consent to be written to."),
  })
  .meta({ id: 'ProviderOffers', description: 'What it can do beside messages; with some settings only, maybe.' });

const provider = z
  .object({
    ...definitionFields,
    senderFields: z.array(fieldDefinition).describe('Beside `phoneNumber`.'),
    callbackSuffix: z
      .string()
      .nullable()
      .describe('What follows the callback URL where it is entered at the provider; `webhookUrl` has it already.'),
    offers,
    capabilities,
  })
  .meta({ id: 'Provider' });

const connector = z.object(definitionFields).meta({ id: 'Connector' });

export const providerPage = pageOf('ProviderPage', provider);
export const connectorPage = pageOf('ConnectorPage', connector);
