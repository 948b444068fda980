import { z } from 'zod';
import { pageOf } from './page.ts';
import { fieldDefinition } from './settings.ts';

const capabilities = z
  .object({
    content: z.record(z.string(), z.enum(['native', 'degraded', 'rejected'])),
    limits: z.record(z.string(), z.number()).describe('Lengths in code points, counts in items.'),
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

const provider = z
  .object({
    ...definitionFields,
    senderFields: z.array(fieldDefinition).describe('Beside `phoneNumber`.'),
    capabilities,
  })
  .meta({ id: 'Provider' });

const connector = z.object(definitionFields).meta({ id: 'Connector' });

export const providerPage = pageOf('ProviderPage', provider);
export const connectorPage = pageOf('ConnectorPage', connector);
