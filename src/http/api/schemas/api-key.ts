import { z } from 'zod';
import { SCOPES } from '../../../services/access.ts';
import { pageOf, timestamp } from './page.ts';

const scope = z
  .enum(SCOPES)
  .describe('`read` looks, `send` writes messages and takes over conversations, `manage` sets up.');

export const createApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    scopes: z.array(scope).min(1),
    channelIds: z.array(z.string()).min(1).nullable().default(null).describe('Null: all channels.'),
  })
  .meta({ id: 'CreateApiKey', example: { name: 'Shop', scopes: ['read', 'send'], channelIds: null } });

const keyFields = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  channelIds: z.array(z.string()).nullable(),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
};

export const apiKey = z.object(keyFields).meta({ id: 'ApiKey' });

export const createdApiKey = z
  .object({ ...keyFields, key: z.string().describe('Shown this once.') })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyPage = pageOf('ApiKeyPage', apiKey);
