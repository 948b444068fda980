import type { Provider, ProviderHost } from '../../../domain/provider.ts';
import type { Line } from '../../kit/exchange.ts';
import { troubled } from '../../kit/trouble.ts';
import { createMedia, type OpenById } from '../media-client.ts';
import type { CommonSettings, SelfServeSettings } from '../settings.ts';
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
    media: createMedia(settings, host, partner && openById(partner)),
    templates,
    account: createAccount(settings, templates, partner),
    consent: createConsent(settings, line, host),
  };
}

/** Files of the version 3 may come without an address that can be used. */
function openById(partner: PartnerClient): OpenById {
  return async (id, signal) => {
    const found = await partner.fileRequest(id, signal);
    if (!found.ok) return troubled(found.failure);
    const { url, token } = found;
    return { ok: true, request: { url, headers: { authorization: token, token } }, forgetToken: partner.forgetToken };
  };
}
