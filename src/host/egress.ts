import { Agent } from 'undici';
import { createAddressPolicy } from './address-policy.ts';
import type { BufferedResponse } from './buffered-response.ts';
import { createEgressConnector } from './egress-connector.ts';
import { download } from './egress-download.ts';
import { EgressRefused } from './egress-errors.ts';
import { type EgressRequest, exchange } from './egress-exchange.ts';

export interface EgressOptions {
  /** Networks that may be reached beside public https addresses, and over plain http (`127.0.0.0/8`). */
  allow: readonly string[];
  connectTimeoutMs?: number;
  /** For a request that brings no signal of its own. */
  timeoutMs?: number;
  /** Longer answers fail. */
  maxResponseBytes?: number;
  /** Longer downloads fail on the way. */
  maxDownloadBytes?: number;
  /** At most so many connections to one origin; further requests wait for one. */
  connectionsPerOrigin?: number;
}

/** The only way out for URLs that users, bots or webhooks supply, and for every call to a provider. */
export interface Egress {
  /**
   * Like the platform's, with four differences: addresses are checked when connecting, the whole answer is read before it resolves,
   * redirects are returned unless `redirect: 'follow'` is asked for, and a `Request` object is not taken.
   * Fails with `EgressRefused` or `RequestNotSent` if nothing was sent; any other error may have reached the server.
   */
  fetch: typeof globalThis.fetch;
  /** A GET whose body comes as it arrives: for files. Like `fetch` in everything else, but redirects are never followed. */
  download: typeof globalThis.fetch;
  /** Ends what is under way. */
  close(): Promise<void>;
}

const MAX_REDIRECTS = 5;
/** Above the largest file that any provider has. */
const MAX_DOWNLOAD_BYTES = 128 * 1024 * 1024;
/** Longer than any bot may take (120 s); only a request without a signal of its own ever meets it. */
const HEADERS_TIMEOUT_MS = 130_000;

/** @throws Error naming an entry of `allow` that is not a network. */
export function createEgress(options: EgressOptions): Egress {
  const shared = {
    connect: createEgressConnector(createAddressPolicy(options.allow), options.connectTimeoutMs ?? 5_000),
    connections: options.connectionsPerOrigin ?? 512,
    // One request a connection at a time: a failure then concerns exactly one message.
    pipelining: 1,
    allowH2: false,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: 30_000,
  };
  const agent = new Agent({ ...shared, maxResponseSize: options.maxResponseBytes ?? 10 * 1024 * 1024 });
  const downloads = new Agent({ ...shared, maxResponseSize: options.maxDownloadBytes ?? MAX_DOWNLOAD_BYTES });
  const timeoutMs = options.timeoutMs ?? 30_000;
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request = await toRequest(input, init, timeoutMs);
    const response = await exchange(agent, request);
    return init.redirect === 'follow' ? followRedirects(agent, request, response) : response;
  };
  return {
    fetch,
    async download(input, init = {}) {
      const { url, headers, signal } = await toRequest(input, init, timeoutMs);
      return download(downloads, url, { headers, signal });
    },
    async close() {
      await Promise.all([agent.destroy(), downloads.destroy()]);
    },
  };
}

async function toRequest(input: string | URL | Request, init: RequestInit, timeoutMs: number): Promise<EgressRequest> {
  if (input instanceof Request) throw new TypeError('Give the egress fetch a URL and its options, not a Request.');
  const url = toUrl(input);
  const headers = toHeaderRecord(init.headers);
  const body = await toBody(init.body, headers);
  const signal = init.signal ?? AbortSignal.timeout(timeoutMs);
  return { url, method: init.method ?? 'GET', headers, body, signal };
}

function toUrl(input: string | URL): URL {
  const url = typeof input === 'string' ? new URL(input) : input;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new EgressRefused(url.host, `${url.protocol} is neither https nor http`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new EgressRefused(url.host, 'user name and password do not belong into a URL');
  }
  return url;
}

/** A plain object of texts, as nearly all callers give it, is passed on as it is. */
function toHeaderRecord(headers: RequestInit['headers']): Record<string, string> {
  if (headers === undefined) return {};
  if (headers instanceof Headers || Array.isArray(headers)) return Object.fromEntries(new Headers(headers));
  return { ...(headers as Record<string, string>) };
}

/** Forms and the like are encoded by the platform, which also names their content type. */
async function toBody(
  body: RequestInit['body'],
  headers: Record<string, string>,
): Promise<string | Uint8Array<ArrayBufferLike> | null> {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  const encoded = new Response(body);
  const contentType = encoded.headers.get('content-type');
  if (contentType !== null && !hasHeader(headers, 'content-type')) headers['content-type'] = contentType;
  return new Uint8Array(await encoded.arrayBuffer());
}

function hasHeader(headers: Record<string, string>, name: string): boolean {
  return Object.keys(headers).some((key) => key.toLowerCase() === name);
}

/** Every hop goes through the same guard. Credentials stay with the origin they were meant for. */
async function followRedirects(agent: Agent, first: EgressRequest, answer: BufferedResponse): Promise<Response> {
  let request = first;
  let response = answer;
  for (let hops = 0; isRedirect(response.status); hops += 1) {
    const location = response.headers.get('location');
    if (location === null) return response;
    if (hops === MAX_REDIRECTS) throw new Error(`${first.url.host} redirected more than ${MAX_REDIRECTS} times`);
    request = nextHop(request, response.status, toUrl(new URL(location, request.url)));
    response = await exchange(agent, request);
  }
  return response;
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** 307 and 308 repeat the request; the others ask for a GET (https://fetch.spec.whatwg.org/#http-redirect-fetch). */
function nextHop(request: EgressRequest, status: number, url: URL): EgressRequest {
  const repeats = status === 307 || status === 308 || request.method === 'GET' || request.method === 'HEAD';
  const dropped = new Set<string>();
  if (!repeats) for (const name of ['content-type', 'content-length']) dropped.add(name);
  if (url.origin !== request.url.origin) for (const name of ['authorization', 'cookie']) dropped.add(name);
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !dropped.has(name.toLowerCase())),
  );
  if (repeats) return { ...request, url, headers };
  return { ...request, url, headers, method: 'GET', body: null };
}
