import type { MediaFacet, ProviderHost } from '../../domain/provider.ts';
import { openFile } from '../kit/open-file.ts';
import { WHATSAPP_MAX_RECEIVED_BYTES, WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import type { GlobalSettings, RcmSettings } from './settings.ts';

type Settings = Pick<RcmSettings | GlobalSettings, 'fileHosts' | 'redact' | 'apiUrl'>;

/** Received files lie behind addresses. `authorize` tells what goes to a host that files may be fetched from. */
export function createMedia(
  settings: Settings,
  host: ProviderHost,
  authorize: (url: URL, providerMediaId: string) => Readonly<Record<string, string>>,
): MediaFacet {
  return {
    rules: WHATSAPP_MEDIA_RULES,
    maxReceivedBytes: WHATSAPP_MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      if (url === undefined) {
        return { ok: false, trouble: { kind: 'not_found', message: 'The message gave no address for its file.' } };
      }
      const headersFor = (address: URL) =>
        isAllowed(address, settings) ? authorize(address, providerMediaId) : undefined;
      const opened = await openFile(host, { url, headersFor, provider: 'Karix', redact: settings.redact, signal });
      if (opened.ok || opened.trouble.kind !== 'misconfigured' || opened.trouble.code !== undefined) return opened;
      const message = `${opened.trouble.message} If the host is Karix’s, add it to the hosts of files.`;
      return { ok: false, trouble: { ...opened.trouble, message } };
    },
  };
}

/** Plain http only where the operator's own API address or a host that they wrote out is; the egress guard looks at the network. */
function isAllowed({ host, hostname, protocol }: URL, { fileHosts }: Settings): boolean {
  if (fileHosts.includes(host)) return protocol === 'https:' || protocol === 'http:';
  return protocol === 'https:' && fileHosts.some((allowed) => allowed.startsWith('.') && hostname.endsWith(allowed));
}
