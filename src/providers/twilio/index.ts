import type { ProviderDefinition } from '../../domain/provider.ts';
import { createAccountClient } from './account-client.ts';
import { createApi } from './api.ts';
import { capabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import { createLookup } from './lookup.ts';
import { createMediaClient } from './media-client.ts';
import { isNative } from './native.ts';
import { createReceipts } from './receipts.ts';
import { CALLBACK_RETRIES } from './retries.ts';
import { fields, readSettings, senderFields, validate } from './settings.ts';
import { verifySignature } from './signature.ts';
import { createTemplatesClient } from './templates-client.ts';
import { answerWebhook, parseWebhook } from './webhook.ts';

/** WhatsApp through Twilio's Programmable Messaging. */
export const twilio: ProviderDefinition = {
  id: 'twilio',
  displayName: 'Twilio',
  docsUrl: 'https://www.twilio.com/docs/whatsapp',
  fields,
  senderFields,
  capabilities,
  offers: ['templates', 'numbers'],
  callbackSuffix: CALLBACK_RETRIES,
  senderKey: 'phoneNumber',
  validate,
  isNative,
  connect: (values, host) => {
    const settings = readSettings(values);
    const api = createApi(settings, host);
    const receipts = createReceipts();
    const client = createClient(api, host.memo, receipts);
    return {
      verify: (request) => verifySignature(request, settings.authTokens),
      parse: parseWebhook,
      webhookReply: answerWebhook,
      send: client.send,
      presence: { markRead: client.markRead },
      reconcile: { lookup: createLookup(api, receipts) },
      media: createMediaClient(api, host),
      templates: createTemplatesClient(api),
      account: createAccountClient(api),
    };
  },
};
