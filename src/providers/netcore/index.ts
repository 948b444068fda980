import type { ProviderDefinition } from '../../domain/provider.ts';
import { createWebhookGuard } from '../kit/webhook-guard.ts';
import { createAccount } from './account-client.ts';
import { createApi } from './api.ts';
import { capabilities } from './capabilities.ts';
import { createSend } from './client.ts';
import { createConsent } from './consent-client.ts';
import { createMedia } from './media-client.ts';
import { isNative } from './render.ts';
import { fields, readSettings, senderFields, validate } from './settings.ts';
import { createParse, refuseRequest } from './webhook.ts';

/** WhatsApp through Netcore Cloud, formerly Pepipost. */
export const netcore: ProviderDefinition = {
  id: 'netcore',
  displayName: 'Netcore',
  docsUrl: 'https://cpaasdocs.netcorecloud.com/docs/whatsappapidoc',
  fields,
  senderFields,
  capabilities,
  offers: ['consent'],
  senderKey: 'phoneNumber',
  validate,
  isNative,
  connect: (values, host) => {
    const settings = readSettings(values);
    const api = createApi(settings, host);
    const consent = createConsent(api);
    return {
      // Netcore signs nothing.
      verify: createWebhookGuard(values),
      refuse: refuseRequest,
      parse: createParse(settings),
      send: createSend(api, consent),
      media: createMedia(settings, host),
      account: createAccount(api),
      consent,
    };
  },
};
