import type { MediaFacet, OpenedMedia, ProviderHost, ProviderResult } from '../../domain/provider.ts';
import { type FileRequest, openFile } from '../kit/open-file.ts';
import { troubled } from '../kit/trouble.ts';
import { WHATSAPP_MAX_RECEIVED_BYTES, WHATSAPP_MEDIA_RULES } from '../kit/whatsapp-media.ts';
import type { Api } from './api.ts';
import { MEDIA_PATH } from './media-path.ts';

/** As `parse-media.ts` makes them. */
const MEDIA_ID = /^([^/]+)\/([^/]+)$/;

/** Every account has a host below it, beside the one that all share. */
const INFOBIP = '.api.infobip.com';

type Opened = ProviderResult<OpenedMedia>;

/**
 * Received files; what goes out is fetched by Infobip. A file may lie behind a redirect to a store of another host, which must not see our
 * credentials. https://www.infobip.com/docs/api/channels/whatsapp (download inbound media, seen 2026-07)
 */
export function createMediaClient(api: Api, host: ProviderHost): MediaFacet {
  return {
    rules: WHATSAPP_MEDIA_RULES,
    maxReceivedBytes: WHATSAPP_MAX_RECEIVED_BYTES,
    open: async ({ providerMediaId, url, signal }) => {
      const address = addressOf(url, providerMediaId, api.settings.baseUrl);
      if (address !== undefined) return openAuthorized(address, { api, host, signal });
      return { ok: false, trouble: { kind: 'not_found', message: 'The address of the file is not one of Infobip.' } };
    },
  };
}

/**
 * Below the configured base URL, also if the webhook names another host of Infobip: the account's own where the shared one or a proxy is
 * configured, or the other way round.
 */
function addressOf(url: string | undefined, id: string, baseUrl: string): string | undefined {
  const told = url === undefined ? null : URL.parse(url);
  if (told !== null && told.host === new URL(baseUrl).host) return told.href;
  const isInfobip = told !== null && `.${told.hostname}`.endsWith(INFOBIP) && MEDIA_PATH.test(told.pathname);
  if (told !== null && isInfobip) return `${baseUrl}${told.pathname}${told.search}`;
  const [, sender, mediaId] = MEDIA_ID.exec(id) ?? [];
  if (told !== null || sender === undefined || mediaId === undefined) return undefined;
  return `${baseUrl}/whatsapp/1/senders/${sender}/media/${mediaId}`;
}

interface Fetching {
  api: Api;
  host: ProviderHost;
  signal: AbortSignal;
}

/** A token that Infobip refuses is renewed once. */
async function openAuthorized(address: string, fetching: Fetching): Promise<Opened> {
  const { api, signal } = fetching;
  const authorized = await api.authorize(signal);
  if (!authorized.ok) return troubled(authorized.failure);
  const opened = await open(address, authorized.header, fetching);
  if (opened.ok || opened.trouble.code !== '401') return opened;
  const renewed = await api.reauthorize(authorized.header, signal);
  if (renewed === undefined) return opened;
  return renewed.ok ? open(address, renewed.header, fetching) : troubled(renewed.failure);
}

async function open(url: string, authorization: string, { api, host, signal }: Fetching): Promise<Opened> {
  const own = new URL(api.settings.baseUrl);
  let hops = 0;
  const headersFor: FileRequest['headersFor'] = ({ protocol }) => {
    hops += 1;
    // Plain http is for an account that is configured so.
    if (protocol !== 'https:' && protocol !== own.protocol) return undefined;
    // A store needs no authorization, and some refuse whoever shows one.
    return hops === 1 ? { authorization } : {};
  };
  const opened = await openFile(host, { url, headersFor, provider: 'Infobip', redact: api.redact, signal });
  if (opened.ok) return opened;
  const { trouble } = opened;
  // The signed addresses of the store end soon and are made anew; Infobip's own word about a file is final.
  if (hops > 1 && trouble.code !== undefined) return { ok: false, trouble: { ...trouble, kind: 'unavailable' } };
  if (trouble.kind !== 'not_found') return opened;
  const message = `${trouble.message} Infobip keeps files seven days: it expired, or never was.`;
  return { ok: false, trouble: { ...trouble, message } };
}
