import type { MediaFacet, OpenedMedia, ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { networkFailure } from '../kit/exchange.ts';
import { asNumber, withoutUndefined } from '../kit/json.ts';
import { troubleOf } from '../kit/trouble.ts';
import type { Api } from './api.ts';
import { MEDIA_PATH } from './media-path.ts';
import { MAX_RECEIVED_BYTES, mediaRules } from './media-rules.ts';
import { SHARED_HOST } from './settings.ts';

const MAX_REDIRECTS = 3;
/** As `parse-media.ts` makes them. */
const MEDIA_ID = /^([^/]+)\/([^/]+)$/;

/**
 * Received files; what goes out is fetched by Infobip. A file may lie behind a redirect to a store of another host, which must not see our
 * credentials. https://www.infobip.com/docs/api/channels/whatsapp (download inbound media, seen 2026-07)
 */
export function createMediaClient(api: Api, host: ProviderHost): MediaFacet {
  const fetch = host.download ?? host.fetch;
  return {
    rules: mediaRules,
    maxReceivedBytes: MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      const address = addressOf(url, providerMediaId, api.settings.baseUrl);
      if (address === undefined) return refused('not_found', 'The address of the file is not one of Infobip.');
      try {
        return await openAuthorized(address, { api, fetch, signal });
      } catch (error) {
        const trouble = troubleOf(networkFailure(error));
        return { ok: false, trouble: { ...trouble, message: api.redact(trouble.message) } };
      }
    },
  };
}

/** Below the configured base URL, also if the webhook names the host that all accounts share. */
function addressOf(url: string | undefined, id: string, baseUrl: string): string | undefined {
  const told = url === undefined ? null : URL.parse(url);
  if (told !== null && told.host === new URL(baseUrl).host) return told.href;
  const isShared = told?.host === SHARED_HOST && MEDIA_PATH.test(told.pathname);
  if (told !== null && isShared) return `${baseUrl}${told.pathname}${told.search}`;
  const [, sender, mediaId] = MEDIA_ID.exec(id) ?? [];
  if (told !== null || sender === undefined || mediaId === undefined) return undefined;
  return `${baseUrl}/whatsapp/1/senders/${sender}/media/${mediaId}`;
}

interface Fetching {
  api: Api;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
}

/** A token that Infobip refuses is renewed once. */
async function openAuthorized(address: string, fetching: Fetching): Promise<ProviderResult<OpenedMedia>> {
  const { api, signal } = fetching;
  const authorized = await api.authorize(signal);
  if (!authorized.ok) return { ok: false, trouble: troubleOf(authorized.failure) };
  const opened = await follow(address, authorized.header, fetching);
  if (opened.ok || opened.trouble.code !== '401') return opened;
  const renewed = await api.reauthorize(authorized.header, signal);
  if (renewed === undefined) return opened;
  return renewed.ok ? follow(address, renewed.header, fetching) : { ok: false, trouble: troubleOf(renewed.failure) };
}

async function follow(
  start: string,
  authorization: string,
  { api, fetch, signal }: Fetching,
): Promise<ProviderResult<OpenedMedia>> {
  const own = new URL(api.settings.baseUrl);
  let target = new URL(start);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    // Plain http is for an account that is configured so.
    if (target.protocol !== 'https:' && target.protocol !== own.protocol) {
      return refused('unavailable', `Infobip sends the file by ${target.protocol}, which is not followed.`);
    }
    // What the API redirects to is signed by itself, and may be a store behind the same name.
    const isOwn = target.origin === own.origin && MEDIA_PATH.test(target.pathname);
    const response = await fetch(target.href, { headers: isOwn ? { authorization } : {}, redirect: 'manual', signal });
    if (response.status >= 200 && response.status <= 299) return { ok: true, value: readHeaders(response) };
    await response.body?.cancel();
    const location = response.headers.get('location');
    const next = location === null ? null : URL.parse(location, target.href);
    if (response.status < 300 || response.status > 399 || next === null) return refuseAnswer(response.status, isOwn);
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
function refuseAnswer(status: number, isOwn: boolean): ProviderResult<never> {
  const message = `${isOwn ? 'Infobip' : 'The store of files'} answered the download with HTTP ${status}.`;
  if (status === 429) return refused('throttled', message, status);
  if (!isOwn) return refused('unavailable', message, status);
  if (status === 404 || status === 410) {
    return refused('not_found', `${message} Infobip keeps files seven days: it expired, or never was.`, status);
  }
  return refused(status === 401 || status === 403 ? 'misconfigured' : 'unavailable', message, status);
}

function refused(kind: ProviderTrouble['kind'], message: string, status?: number): ProviderResult<never> {
  const code = status === undefined ? undefined : String(status);
  return { ok: false, trouble: withoutUndefined({ kind, message, code }) };
}
