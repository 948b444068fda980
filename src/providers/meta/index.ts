import type { ProviderDefinition } from '../../domain/provider.ts';
import { createAccountClient } from './account-client.ts';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { createGraph } from './graph-client.ts';
import { createMediaClient } from './media-client.ts';
import { fields, readSettings, senderFields, validate } from './settings.ts';
import { createTemplatesClient } from './templates-client.ts';
import { answerHandshake, parseWebhook, sampleHandshake, verifySignature } from './webhook.ts';

/** Meta's own WhatsApp Business Platform, the Cloud API. */
export const meta: ProviderDefinition = {
  id: 'meta',
  displayName: 'Meta Cloud API',
  docsUrl: 'https://developers.facebook.com/documentation/business-messaging/whatsapp',
  fields,
  senderFields,
  capabilities,
  offers: ['templates'],
  senderKey: 'phoneNumberId',
  accountKey: 'businessAccountId',
  validate,
  isNative: ({ messaging_product: product, type }) => product === 'whatsapp' && typeof type === 'string',
  connect: (values, host) => {
    const settings = readSettings(values);
    const client = createClient(settings, host);
    const graph = createGraph(settings, host);
    return {
      verify: (request) => verifySignature(request, settings),
      handshake: (request) => answerHandshake(request, settings),
      sampleHandshake: () => sampleHandshake(settings),
      parse: parseWebhook,
      send: client.send,
      presence: { markRead: client.markRead },
      media: createMediaClient(settings, host, graph),
      templates: createTemplatesClient(settings, host, graph),
      account: createAccountClient(settings, host, graph),
    };
  },
};
