import type { Provider, ProviderHost } from '../../../domain/provider.ts';
import { createMedia } from '../media-client.ts';
import type { GlobalSettings } from '../settings.ts';
import { createAccount } from './account-client.ts';
import { authorize, createApi } from './api.ts';
import { createSend } from './client.ts';
import { parseWebhook } from './webhook.ts';

/** The older API, which Karix keeps for those who have it. */
export function connectGlobal(settings: GlobalSettings, host: ProviderHost): Omit<Provider, 'verify'> {
  const api = createApi(settings, host);
  const { origin } = new URL(settings.apiUrl);
  return {
    parse: parseWebhook,
    send: createSend(api),
    // Elsewhere files are public.
    media: createMedia(settings, host, (url) => ({ ...(url.origin === origin && authorize(settings)) })),
    account: createAccount(api),
  };
}
