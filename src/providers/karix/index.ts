import type { ProviderDefinition } from '../../domain/provider.ts';
import { createWebhookGuard } from '../kit/webhook-guard.ts';
import { capabilities } from './capabilities.ts';
import { fields, senderFields } from './fields.ts';
import { connectGlobal } from './global/connect.ts';
import { connectRcm } from './rcm/connect.ts';
import { isNative } from './rcm/render.ts';
import { readSettings } from './settings.ts';
import { validate } from './validate.ts';

/** Karix (Tanla): the RCM API, and the older API that went before it. */
export const karix: ProviderDefinition = {
  id: 'karix',
  displayName: 'Karix',
  docsUrl: 'https://www.karix.com',
  fields,
  senderFields,
  capabilities,
  offers: ['templates', 'consent'],
  senderKey: 'phoneNumber',
  validate,
  isNative,
  connect: (values, host) => {
    const settings = readSettings(values);
    const product = settings.product === 'rcm' ? connectRcm(settings, host) : connectGlobal(settings, host);
    // Karix signs nothing.
    return { verify: createWebhookGuard(values), ...product };
  },
};
