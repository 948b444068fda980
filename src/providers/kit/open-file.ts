import type { OpenedMedia, ProviderHost, ProviderResult, ProviderTrouble } from '../../domain/provider.ts';
import { networkFailure } from './exchange.ts';
import { asNumber, withoutUndefined } from './json.ts';
import type { Redact } from './redact.ts';
import { troubled } from './trouble.ts';

const MAX_REDIRECTS = 3;

export interface FileRequest {
  url: string;
  /** What goes along to this address; undefined: it may not be fetched. Asked again for every redirect. */
  headersFor(url: URL): Readonly<Record<string, string>> | undefined;
  /** Its name in sentences for the operator. */
  provider: string;
  redact: Redact;
  signal: AbortSignal;
}

/** A received file as it arrives. Redirects are followed only to where `headersFor` lets it. Never throws for network trouble. */
export async function openFile(
  host: Pick<ProviderHost, 'fetch' | 'download'>,
  request: FileRequest,
): Promise<ProviderResult<OpenedMedia>> {
  const opened = await follow(host.download ?? host.fetch, request);
  if (opened.ok) return opened;
  return { ok: false, trouble: { ...opened.trouble, message: request.redact(opened.trouble.message) } };
}

async function follow(get: typeof fetch, request: FileRequest): Promise<ProviderResult<OpenedMedia>> {
  let address = URL.parse(request.url);
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const headers = address === null ? undefined : request.headersFor(address);
      if (address === null || headers === undefined) return { ok: false, trouble: strange(address) };
      const response = await get(address.href, { headers, redirect: 'manual', signal: request.signal });
      if (response.status >= 200 && response.status <= 299) return { ok: true, value: await open(response) };
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { ok: false, trouble: refused(response.status, request.provider) };
      }
      address = URL.parse(location, address.href);
    }
    return { ok: false, trouble: { kind: 'unavailable', message: `Redirected more than ${MAX_REDIRECTS} times.` } };
  } catch (error) {
    return troubled(networkFailure(error));
  }
}

async function open(response: Response): Promise<OpenedMedia> {
  return withoutUndefined({
    body: await begun(response.body),
    mimeType: response.headers.get('content-type') ?? undefined,
    sizeBytes: asNumber(response.headers.get('content-length')),
  });
}

/** The same bytes, once the first have come: a download that breaks off before them fails here, and not in the reader's hands. */
async function begun(body: ReadableStream<Uint8Array> | null): Promise<ReadableStream<Uint8Array>> {
  if (body === null) return new Blob([]).stream();
  const reader = body.getReader();
  const first = await reader.read();
  let isFresh = true;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = isFresh ? first : await reader.read();
      isFresh = false;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function strange(url: URL | null): ProviderTrouble {
  const from = url === null ? 'what is no address' : `${url.protocol}//${url.host}`;
  return { kind: 'misconfigured', message: `Files are not fetched from ${from}.` };
}

function refused(status: number, provider: string): ProviderTrouble {
  const message = `${provider} answered the download with HTTP ${status}.`;
  const code = String(status);
  if (status === 401 || status === 403) return { kind: 'misconfigured', message, code };
  if (status === 404 || status === 410) return { kind: 'not_found', message, code };
  return { kind: status === 429 ? 'throttled' : 'unavailable', message, code };
}
