import type { MediaFacet, OpenedMedia, ProviderHost, ProviderTrouble } from '../../domain/provider.ts';
import { networkFailure } from '../kit/exchange.ts';
import { asNumber, withoutUndefined } from '../kit/json.ts';
import { begunStream } from './begun-stream.ts';
import { MAX_RECEIVED_BYTES, mediaRules } from './media-rules.ts';
import type { CommonSettings } from './settings.ts';
import { troubleOf } from './trouble.ts';

const MAX_REDIRECTS = 3;

type Opened = { ok: true; value: OpenedMedia } | { ok: false; trouble: ProviderTrouble };
interface Get {
  url: string;
  headers: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** Another way to a file, where there is no address or its host is none of the provider's. Undefined: there is none. */
export type OpenById = (id: string, signal: AbortSignal) => Promise<Get | ProviderTrouble | undefined>;

/** Received files lie behind addresses that carry their own right: a plain GET without credentials, and none elsewhere. */
export function createMedia(settings: CommonSettings, host: ProviderHost, byId: OpenById): MediaFacet {
  const get = host.download ?? host.fetch;
  return {
    rules: mediaRules,
    maxReceivedBytes: MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      const target = url === undefined ? null : URL.parse(url);
      if (url !== undefined && target !== null && isAllowed(target, settings)) {
        return redacted(await follow(get, { url, headers: {}, signal }, settings), settings);
      }
      const other = await byId(providerMediaId, signal);
      if (other !== undefined && 'kind' in other) return { ok: false, trouble: other };
      // The one request that carries a token follows no redirect.
      if (other !== undefined) return redacted(await follow(get, other, null), settings);
      return { ok: false, trouble: strange(target) };
    },
  };
}

/** `settings` null: no redirects. */
async function follow(get: typeof fetch, first: Get, settings: CommonSettings | null): Promise<Opened> {
  let { url } = first;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await get(url, { headers: first.headers, redirect: 'manual', signal: first.signal });
      if (response.status >= 200 && response.status <= 299) return { ok: true, value: await open(response) };
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return refused(response.status);
      const next = URL.parse(location, url);
      if (settings === null || next === null || !isAllowed(next, settings))
        return { ok: false, trouble: strange(next) };
      url = next.href;
    }
    return { ok: false, trouble: { kind: 'unavailable', message: `Redirected more than ${MAX_REDIRECTS} times.` } };
  } catch (error) {
    return { ok: false, trouble: troubleOf(networkFailure(error)) };
  }
}

/** Plain http only where the operator's own API address or a host with a port is; the egress guard looks at the network. */
function isAllowed({ host, hostname, protocol }: URL, { fileHosts }: CommonSettings): boolean {
  if (fileHosts.includes(host)) return protocol === 'https:' || protocol === 'http:';
  const isBelow = fileHosts.some((allowed) => allowed.startsWith('.') && hostname.endsWith(allowed));
  return isBelow && protocol === 'https:';
}

async function open(response: Response): Promise<OpenedMedia> {
  return withoutUndefined({
    body: await begunStream(response.body),
    mimeType: response.headers.get('content-type') ?? undefined,
    sizeBytes: asNumber(response.headers.get('content-length')),
  });
}

function strange(url: URL | null): ProviderTrouble {
  if (url === null) return { kind: 'not_found', message: 'The message gave no address for its file.' };
  const message = `Files are not fetched from ${url.host}. If it is Gupshup’s, add it to the hosts of files.`;
  return { kind: 'misconfigured', message };
}

/** Addresses end after two days, with 403 or 404. */
function refused(status: number): Opened {
  const message = `The download answered HTTP ${status}.`;
  const isGone = status === 403 || status === 404 || status === 410;
  const kind = isGone ? 'not_found' : status === 429 ? 'throttled' : 'unavailable';
  return { ok: false, trouble: { kind, message, code: String(status) } };
}

function redacted(opened: Opened, { redact }: CommonSettings): Opened {
  if (opened.ok) return opened;
  return { ok: false, trouble: { ...opened.trouble, message: redact(opened.trouble.message) } };
}
