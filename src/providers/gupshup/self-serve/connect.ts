import type { Provider, ProviderHost } from '../../../domain/provider.ts';
import type { Line } from '../../kit/exchange.ts';
import { createMedia, type OpenById } from '../media-client.ts';
import type { CommonSettings, SelfServeSettings } from '../settings.ts';
import { troubleOf } from '../trouble.ts';
import { createAccount } from './account-client.ts';
import { createSend } from './client.ts';
import { createConsent } from './consent.ts';
import { createPartner, type PartnerClient } from './partner-client.ts';
import { createTemplates } from './templates-client.ts';
import { parseWebhook, refuseRequest } from './webhook.ts';

/** The app API with, where the settings allow, the partner API beside it; bound to one connection. */
export function connectSelfServe(
  settings: CommonSettings & SelfServeSettings,
  line: Line,
  host: ProviderHost,
): Omit<Provider, 'verify'> {
  const partner = settings.partner && createPartner(settings.partner, line, host);
  const parts = { line, partner, host };
  const templates = createTemplates(settings, parts);
  return {
    refuse: (request) => refuseRequest(request, settings),
    parse: parseWebhook,
    send: createSend(settings, parts),
    media: createMedia(settings, host, openById(partner)),
    templates,
    account: createAccount(settings, templates, partner),
    consent: createConsent(settings, line, host),
  };
}

/** Files of the version 3 may come without an address that can be used. */
function openById(partner: PartnerClient | undefined): OpenById {
  return async (id, signal) => {
    const request = await partner?.fileRequest(id, signal);
    if (request === undefined) return undefined;
    if (!request.ok) return troubleOf(request.failure);
    const { url, token } = request;
    return { url, headers: { authorization: token, token }, signal };
  };
}
