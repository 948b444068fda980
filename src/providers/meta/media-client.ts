import type { MediaFacet, OpenedMedia, ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { networkFailure } from '../kit/exchange.ts';
import { asNumber, asText, withoutUndefined } from '../kit/json.ts';
import type { Redact } from '../kit/redact.ts';
import { parseSha256 } from '../kit/sha256.ts';
import { WHATSAPP_MAX_RECEIVED_BYTES, WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import { createLine, type Graph } from './graph-client.ts';
import type { MetaSettings } from './settings.ts';
import { networkTrouble } from './trouble.ts';

const UPLOAD_LIFE_MS = 30 * 24 * 3_600_000;
const MAX_REDIRECTS = 3;
/** Without one, or with that of a library, downloads have been refused. */
const USER_AGENT = 'Mozilla/5.0 (compatible; Chasqui)';

type Found = ProviderResult<Omit<OpenedMedia, 'body'> & { url: string }>;

/** Files of messages. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media (seen 2026-09) */
export function createMediaClient(settings: MetaSettings, host: ProviderHost, graph: Graph): MediaFacet {
  const { redact } = createLine(settings, host);
  const download = (url: string, signal: AbortSignal): Promise<Downloaded> =>
    fetchFile({ url, signal, settings, host });

  return {
    rules: WHATSAPP_MEDIA_RULES,
    maxReceivedBytes: WHATSAPP_MAX_RECEIVED_BYTES,

    /** An address lives five minutes; by the id there is always a new one, for seven days. */
    open: async ({ providerMediaId, url, senderFields, signal }) => {
      if (url !== undefined) {
        const opened = await download(url, signal);
        if (opened.ok) return { ok: true, value: readHeaders(opened.response) };
      }
      const found = await find(graph, { id: providerMediaId, senderFields, signal });
      if (!found.ok) return found;
      const { url: fresh, ...told } = found.value;
      const opened = await download(fresh, signal);
      return opened.ok
        ? { ok: true, value: { ...readHeaders(opened.response), ...told } }
        : { ok: false, trouble: redacted(opened.trouble, redact) };
    },

    upload: async ({ file, fileName, mimeType, kind, senderFields, signal }) => {
      const refusal = refuse(file.size, mimeType, WHATSAPP_MEDIA_RULES[kind]);
      if (refusal !== undefined) return { ok: false, trouble: { kind: 'invalid', message: refusal } };
      const form = new FormData();
      form.append('messaging_product', 'whatsapp');
      form.append('type', mimeType);
      // The part's own content type must be that of the file.
      form.append('file', new Blob([file], { type: mimeType }), fileName);
      const path = `${encodeURIComponent(senderFields.phoneNumberId ?? '')}/media`;
      const answer = await graph.call({ method: 'POST', path, body: form, signal });
      if (!answer.ok) return answer;
      const providerMediaId = asText(answer.value.id);
      if (providerMediaId === undefined) return noId();
      return { ok: true, value: { providerMediaId, validUntil: host.now() + UPLOAD_LIFE_MS } };
    },
  };
}

function refuse(bytes: number, mimeType: string, rule: { mimeTypes?: readonly string[]; maxBytes: number }) {
  const bare = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (rule.mimeTypes !== undefined && !rule.mimeTypes.includes(bare)) {
    return `${bare} is not one of ${rule.mimeTypes.join(', ')}.`;
  }
  return bytes > rule.maxBytes ? `${bytes} bytes are more than the ${rule.maxBytes} that Meta takes.` : undefined;
}

function noId(): { ok: false; trouble: ProviderTrouble } {
  return { ok: false, trouble: { kind: 'unavailable', message: 'Meta took the file, but gave no id for it.' } };
}

async function find(
  graph: Graph,
  { id, senderFields, signal }: { id: string; senderFields: FieldValues; signal: AbortSignal },
): Promise<Found> {
  const query = { phone_number_id: senderFields.phoneNumberId };
  const answer = await graph.call({ method: 'GET', path: encodeURIComponent(id), query, signal });
  if (!answer.ok) return answer;
  const { url, mime_type, file_size, sha256 } = answer.value;
  const address = asText(url);
  if (address === undefined) {
    return { ok: false, trouble: { kind: 'unavailable', message: 'Meta gave no address for the file.' } };
  }
  const value = {
    url: address,
    mimeType: asText(mime_type),
    sizeBytes: asNumber(file_size),
    sha256: parseSha256(asText(sha256)),
  };
  return { ok: true, value: withoutUndefined(value) };
}

function readHeaders(response: Response): OpenedMedia {
  return withoutUndefined({
    body: response.body ?? new Blob([]).stream(),
    mimeType: response.headers.get('content-type') ?? undefined,
    sizeBytes: asNumber(response.headers.get('content-length')),
  });
}

type Downloaded = { ok: true; response: Response } | { ok: false; trouble: ProviderTrouble };

interface Download {
  url: string;
  signal: AbortSignal;
  settings: MetaSettings;
  host: ProviderHost;
}

/** Follows redirects itself: our token goes to no host but Meta's. */
async function fetchFile({ url, signal, settings, host }: Download): Promise<Downloaded> {
  let address = url;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const target = URL.parse(address);
      if (target === null || !isAllowed(target, settings)) return strange(target?.host ?? 'no address');
      const headers = { authorization: `Bearer ${settings.accessToken}`, 'user-agent': USER_AGENT };
      const response = await (host.download ?? host.fetch)(address, { headers, redirect: 'manual', signal });
      if (response.status >= 200 && response.status <= 299) return { ok: true, response };
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return refused(response.status);
      address = new URL(location, address).href;
    }
    return { ok: false, trouble: { kind: 'unavailable', message: `Redirected more than ${MAX_REDIRECTS} times.` } };
  } catch (error) {
    return { ok: false, trouble: networkTrouble(networkFailure(error)) };
  }
}

/** Plain http only where the operator's own API address is. */
function isAllowed({ host, protocol }: URL, { fileHosts, apiUrl }: MetaSettings): boolean {
  return fileHosts.includes(host) && (protocol === 'https:' || host === URL.parse(apiUrl)?.host);
}

function strange(host: string): Downloaded {
  return { ok: false, trouble: { kind: 'misconfigured', message: `Files are not fetched from ${host}.` } };
}

/** Not `not_found`: that the file is there was told with its address. */
function refused(status: number): Downloaded {
  const message = `Meta answered the download with HTTP ${status}.`;
  const kind = status === 401 || status === 403 ? 'misconfigured' : status === 429 ? 'throttled' : 'unavailable';
  return { ok: false, trouble: { kind, message, code: String(status) } };
}

function redacted(trouble: ProviderTrouble, redact: Redact): ProviderTrouble {
  return { ...trouble, message: redact(trouble.message) };
}
