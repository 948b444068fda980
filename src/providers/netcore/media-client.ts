import type { MediaFacet, ProviderHost } from '../../domain/provider.ts';
import { openFile } from '../kit/open-file.ts';
import { WHATSAPP_MAX_RECEIVED_BYTES, WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import { authorize } from './api.ts';
import type { NetcoreSettings } from './settings.ts';

/** `GET /media/{id}` with the key of the number that was written to; the key goes to no other host. */
export function createMedia(settings: NetcoreSettings, host: ProviderHost): MediaFacet {
  const api = new URL(settings.apiUrl).origin;
  return {
    rules: WHATSAPP_MEDIA_RULES,
    maxReceivedBytes: WHATSAPP_MAX_RECEIVED_BYTES,
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
