import type { ProviderDefinition } from '../../domain/provider.ts';
import { createAccountClient } from './account-client.ts';
import { createApi } from './api.ts';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { createMediaClient } from './media-client.ts';
import { createPresence } from './presence.ts';
import { isNative } from './render-raw.ts';
import { accountFields, readSettings, senderFields } from './settings.ts';
import { createVerify } from './signature.ts';
import { createTemplatesClient } from './templates-client.ts';
import { validate } from './validate.ts';
import { parseWebhook } from './webhook.ts';
import { webhookFields } from './webhook-settings.ts';

/** WhatsApp through Infobip. */
export const infobip: ProviderDefinition = {
  id: 'infobip',
  displayName: 'Infobip',
  docsUrl: 'https://www.infobip.com/docs/whatsapp',
  fields: [...accountFields, ...webhookFields],
  senderFields,
  capabilities,
  offers: ['templates'],
  senderKey: 'phoneNumber',
  accountKey: 'phoneNumber',
  validate,
  isNative,
  connect: (values, host) => {
    const settings = readSettings(values);
    const api = createApi(settings, host);
    return {
      verify: createVerify(values),
      parse: (request) => parseWebhook(request, settings.sandboxKeyword),
      send: createClient(api, host.memo).send,
      presence: createPresence(api),
      media: createMediaClient(api, host),
      templates: createTemplatesClient(api),
      account: createAccountClient(api, values),
    };
  },
};
