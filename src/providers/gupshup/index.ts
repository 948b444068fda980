import type { ProviderDefinition } from '../../domain/provider.ts';
import { createWebhookGuard } from '../kit/webhook-guard.ts';
import { capabilities } from './capabilities.ts';
import { connectEnterprise } from './enterprise/connect.ts';
import { fields } from './fields.ts';
import { isNative } from './native.ts';
import { connectSelfServe } from './self-serve/connect.ts';
import { readSettings } from './settings.ts';
import { validate } from './validate.ts';

/** Gupshup: the enterprise gateway and the self-serve product, which share the name and little else. */
export const gupshup: ProviderDefinition = {
  id: 'gupshup',
  displayName: 'Gupshup',
  docsUrl: 'https://docs.gupshup.io/docs',
  fields,
  senderFields: [],
  capabilities,
  offers: ['templates', 'consent'],
  senderKey: 'phoneNumber',
  validate,
  isNative,
  connect: (values, host) => {
    const settings = readSettings(values);
    const line = { fetch: host.fetch, redact: settings.redact };
    // Gupshup signs nothing.
    const verify = createWebhookGuard(values);
    const product =
      settings.product === 'enterprise'
        ? connectEnterprise(settings, line, host)
        : connectSelfServe(settings, line, host);
    return { verify, ...product };
  },
};
