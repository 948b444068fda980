import type { Provider, ProviderHost } from '../../../domain/provider.ts';
import { createMedia } from '../media-client.ts';
import type { RcmSettings } from '../settings.ts';
import { createAccount } from './account-client.ts';
import { authenticate, createApi } from './api.ts';
import { createSend } from './client.ts';
import { createConsent } from './consent-client.ts';
import { checksumOf } from './parse-attachment.ts';
import { createTemplates } from './templates-client.ts';
import { parseWebhook } from './webhook.ts';

/** The RCM API, which Karix sells today. */
export function connectRcm(settings: RcmSettings, host: ProviderHost): Omit<Provider, 'verify'> {
  const api = createApi(settings, host);
  const { templateUrl, optInUrl } = settings;
  return {
    parse: parseWebhook,
    send: createSend(api),
    media: createMedia(settings, host, (_url, id) => {
      const sha256 = checksumOf(id);
      return { ...authenticate(settings), ...(sha256 !== undefined && { SHA256: sha256 }) };
    }),
    account: createAccount(api),
    ...(templateUrl !== undefined && { templates: createTemplates(api, templateUrl) }),
    ...(optInUrl !== undefined && { consent: createConsent(api, optInUrl) }),
  };
}
