import type { Provider, ProviderHost } from '../../../domain/provider.ts';
import type { Line } from '../../kit/exchange.ts';
import { createMedia } from '../media-client.ts';
import type { CommonSettings, EnterpriseSettings } from '../settings.ts';
import { createAccount } from './account-client.ts';
import { createSend } from './client.ts';
import { createConsent } from './consent.ts';
import { createTemplates } from './templates-client.ts';
import { parseWebhook, refuseRequest } from './webhook.ts';

/** The enterprise gateway, bound to one connection. */
export function connectEnterprise(
  settings: CommonSettings & EnterpriseSettings,
  line: Line,
  host: ProviderHost,
): Omit<Provider, 'verify'> {
  return {
    refuse: (request) => refuseRequest(request, settings),
    parse: parseWebhook,
    send: createSend(settings, line, host),
    media: createMedia(settings, host),
    templates: createTemplates(settings, line, host),
    account: createAccount(settings, line, host),
    consent: createConsent(settings, line, host),
  };
}
