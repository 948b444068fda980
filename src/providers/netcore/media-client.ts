import type { MediaFacet, ProviderHost } from '../../domain/provider.ts';
import { openFile } from '../kit/open-file.ts';
import { authorize } from './api.ts';
import { MAX_RECEIVED_BYTES, mediaRules } from './media-rules.ts';
import type { NetcoreSettings } from './settings.ts';

/** `GET /media/{id}` with the key of the number that was written to; the key goes to no other host. */
export function createMedia(settings: NetcoreSettings, host: ProviderHost): MediaFacet {
  const api = new URL(settings.apiUrl).origin;
  return {
    rules: mediaRules,
    maxReceivedBytes: MAX_RECEIVED_BYTES,
    open: ({ providerMediaId, senderFields, signal }) =>
      openFile(host, {
        url: `${settings.apiUrl}${settings.mediaPath}/${encodeURIComponent(providerMediaId)}`,
        headersFor: ({ origin }) => (origin === api ? authorize(settings, senderFields) : undefined),
        provider: 'Netcore',
        redact: settings.redactFor(senderFields),
        signal,
      }),
  };
}
