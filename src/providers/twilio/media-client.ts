import type { MediaFacet, OpenedMedia, ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { networkFailure } from '../kit/exchange.ts';
import { asNumber, withoutUndefined } from '../kit/json.ts';
import { troubleOf } from '../kit/trouble.ts';
import type { Api } from './api.ts';
import { MAX_RECEIVED_BYTES, mediaRules } from './media-rules.ts';
import { basicToken, isApiHost, type TwilioSettings } from './settings.ts';

const MAX_REDIRECTS = 3;
/** As `parse-content.ts` makes them. */
const MEDIA_ID = /^Messages\/[A-Za-z0-9]+\/Media\/[A-Za-z0-9]+$/;

/**
 * Received files; what goes out is fetched by Twilio. A file lies behind a redirect to a signed address of another host, which must not
 * see our credentials. https://www.twilio.com/docs/messaging/api/media-resource (seen 2026-04)
 */
export function createMediaClient(api: Api, host: ProviderHost): MediaFacet {
  return {
    rules: mediaRules,
    maxReceivedBytes: MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      const address = addressOf(url, providerMediaId, api.settings);
      if (address === undefined) {
        return refused('not_found', 'The address of the file is not one of Twilio.');
      }
      try {
        return await follow(address, { settings: api.settings, fetch: host.download ?? host.fetch, signal });
      } catch (error) {
        const trouble = troubleOf(networkFailure(error));
        return { ok: false, trouble: { ...trouble, message: api.redact(trouble.message) } };
      }
    },
  };
}

/** Below the configured API address, also if the webhook names Twilio's own. */
function addressOf(url: string | undefined, id: string, { apiUrl, accountSid }: TwilioSettings): string | undefined {
  const told = url === undefined ? null : URL.parse(url);
  if (told !== null && told.host === new URL(apiUrl).host) return told.href;
  if (told !== null && isApiHost(told.host)) return `${apiUrl}${told.pathname}${told.search}`;
  return MEDIA_ID.test(id) ? `${apiUrl}/2010-04-01/Accounts/${accountSid}/${id}` : undefined;
}

interface Fetching {
  settings: TwilioSettings;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}

async function follow(start: string, { settings, fetch, signal }: Fetching): Promise<ProviderResult<OpenedMedia>> {
  const api = new URL(settings.apiUrl);
  let target = new URL(start);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const isApi = target.origin === api.origin;
    if (target.protocol !== 'https:' && target.protocol !== api.protocol) {
      return refused('unavailable', `Twilio sends the file by ${target.protocol}, which is not followed.`);
    }
    const headers = isApi ? { authorization: `Basic ${basicToken(settings.credentials)}` } : {};
    const response = await fetch(target.href, { headers, redirect: 'manual', signal });
    if (response.status >= 200 && response.status <= 299) return { ok: true, value: readHeaders(response) };
    await response.body?.cancel();
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, target.href);
    if (response.status < 300 || response.status > 399 || next === null) return refuseAnswer(response.status, isApi);
    target = next;
  }
  return refused('unavailable', `Redirected more than ${MAX_REDIRECTS} times.`);
}

function readHeaders(response: Response): OpenedMedia {
  return withoutUndefined({
    body: response.body ?? new Blob([]).stream(),
    mimeType: response.headers.get('content-type') ?? undefined,
    sizeBytes: asNumber(response.headers.get('content-length')),
  });
}

/** The signed addresses behind the API end soon and are made anew; the API's own word about a file is final. */
function refuseAnswer(status: number, isApi: boolean): ProviderResult<never> {
  const message = `${isApi ? 'Twilio' : 'The store of files'} answered the download with HTTP ${status}.`;
  if (status === 429) return refused('throttled', message, status);
  if (!isApi) return refused('unavailable', message, status);
  if (status === 404 || status === 410) return refused('not_found', message, status);
  return refused(status === 401 || status === 403 ? 'misconfigured' : 'unavailable', message, status);
}

function refused(kind: ProviderTrouble['kind'], message: string, status?: number): ProviderResult<never> {
  const code = status === undefined ? undefined : String(status);
  return { ok: false, trouble: withoutUndefined({ kind, message, code }) };
}
