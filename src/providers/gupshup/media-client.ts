import type { MediaFacet, ProviderHost, ProviderTrouble } from '../../domain/provider.ts';
import { openFile } from '../kit/open-file.ts';
import { WHATSAPP_MAX_RECEIVED_BYTES, WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import type { CommonSettings } from './settings.ts';

/** A file without an id is known by the hash of its address. */
const OUR_OWN = /^[0-9a-f]{64}$/;

/** A request for a file that carries a token. */
export interface TokenRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
}

/** Another way to a file, where there is no address or its host is none of the provider's. A token that is refused is forgotten. */
export type OpenById = (
  id: string,
  signal: AbortSignal,
) => Promise<
  { ok: true; request: TokenRequest; forgetToken(): Promise<void> } | { ok: false; trouble: ProviderTrouble }
>;

/** Received files lie behind addresses that carry their own right: a plain GET without credentials. */
export function createMedia(settings: CommonSettings, host: ProviderHost, byId?: OpenById): MediaFacet {
  const { redact } = settings;
  return {
    rules: WHATSAPP_MEDIA_RULES,
    maxReceivedBytes: WHATSAPP_MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      const common = { provider: 'Gupshup', redact, signal };
      const target = URL.parse(url ?? '');
      const isOurs = target !== null && isAllowed(target, settings);
      if (byId !== undefined && !isOurs && !OUR_OWN.test(providerMediaId)) {
        const found = await byId(providerMediaId, signal);
        if (!found.ok) return found;
        const { request } = found;
        // The token goes to this address only, wherever that leads.
        const headersFor = ({ href }: URL) => (href === URL.parse(request.url)?.href ? request.headers : undefined);
        const opened = await openFile(host, { ...common, url: request.url, headersFor });
        if (!opened.ok && opened.trouble.code === '401') await found.forgetToken();
        return opened;
      }
      if (url === undefined) return missing();
      const headersFor = (address: URL) => (isAllowed(address, settings) ? {} : undefined);
      const opened = await openFile(host, { ...common, url, headersFor });
      return opened.ok ? opened : { ok: false, trouble: explain(opened.trouble) };
    },
  };
}

function missing(): { ok: false; trouble: ProviderTrouble } {
  return { ok: false, trouble: { kind: 'not_found', message: 'The message gave no address for its file.' } };
}

/** Plain http only where the operator's own API address or a whole host is; the egress guard looks at the network. */
function isAllowed({ host, hostname, protocol }: URL, { fileHosts }: CommonSettings): boolean {
  if (fileHosts.includes(host)) return protocol === 'https:' || protocol === 'http:';
  const isBelow = fileHosts.some((allowed) => allowed.startsWith('.') && hostname.endsWith(allowed));
  return isBelow && protocol === 'https:';
}

/** The right in an address ends after two days, and is refused then. What has no code was never asked for. */
function explain(trouble: ProviderTrouble): ProviderTrouble {
  if (trouble.code === '403') return { ...trouble, kind: 'not_found' };
  if (trouble.kind !== 'misconfigured' || trouble.code !== undefined) return trouble;
  return { ...trouble, message: `${trouble.message} If that is Gupshup’s, add its host to “Hosts of files”.` };
}
