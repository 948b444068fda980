import { z } from 'zod';
import { pageOf, timestamp } from './page.ts';
import { settings, settingsChange } from './settings.ts';

const name = z.string().trim().min(1).max(200);

export const createBot = z
  .strictObject({
    name,
    connector: z.string().min(1).describe('Id of a connector, see `GET /connectors`.'),
    settings: settings.default({}),
  })
  .meta({
    id: 'CreateBot',
    example: { name: 'Echo', connector: 'webhook', settings: { url: 'https://bot.example.com/hook' } },
  });

export const updateBot = z
  .strictObject({
    name: name.optional(),
    settings: settingsChange.optional().describe('Merged into the settings; null removes an optional one.'),
  })
  .meta({ id: 'UpdateBot' });

const botFields = {
  id: z.string(),
  name: z.string(),
  connector: z.string(),
  settings: settings.describe('Without secrets.'),
  secretsSet: z.array(z.string()).describe('Names of the secret settings that have a value.'),
  createdAt: timestamp,
  updatedAt: timestamp,
};

export const bot = z.object(botFields).meta({ id: 'Bot' });

export const createdBot = z
  .object({
    ...botFields,
    generatedSecrets: settings.optional().describe('Secrets that were generated; shown this once.'),
  })
  .meta({ id: 'CreatedBot' });

export const botPage = pageOf('BotPage', bot);
