import { type Chasqui, createChasqui, type eachItem, type Schemas, unwrap } from '@chasqui/client';
import { readConfig } from '../config.ts';
import { CliError, UsageError } from './errors.ts';
import { readLocalKey } from './local-key.ts';

export type Api = Chasqui;
export type { Schemas };
export { unwrap };

/** What a list of the API resolves to. */
export type PageAnswer<Item> = ReturnType<Parameters<typeof eachItem<Item>>[0]>;

/** Options that every command about a running gateway takes. */
export interface ConnectOptions {
  url?: string;
  key?: string;
  json?: boolean;
}

/** Where the gateway is, and what opens it. */
export interface Address {
  url: string;
  key: string;
}

/** Default address: `CHASQUI_PUBLIC_URL` or this machine's port; default key: `CHASQUI_ADMIN_KEY` or the one that `dev` keeps. */
export function addressOf(options: ConnectOptions): Address {
  const config = readConfig();
  const url = parseUrl(options.url) ?? config.publicUrl;
  const key = options.key ?? config.adminKey ?? readLocalKey(config.dataDirectory);
  if (key === null) throw new CliError('no API key: give --key, set CHASQUI_ADMIN_KEY, or run "chasqui dev" here once');
  return { url: url.replace(/\/+$/, ''), key };
}

export function connect(options: ConnectOptions): Api {
  return createChasqui({ ...addressOf(options), fetch: reachingFetch });
}

/** As `fetch`; that nobody answers is told in a sentence. */
export function reachingFetch(request: Request): Promise<Response> {
  return fetch(request).catch((cause: unknown) => {
    if (request.signal.aborted) throw cause;
    throw new CliError(
      `no gateway answers at ${new URL(request.url).origin}; start one with "chasqui dev" or give --url`,
      { cause },
    );
  });
}

function parseUrl(url: string | undefined): string | undefined {
  if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url;
  throw new UsageError(`--url must be an address such as http://127.0.0.1:8080, not "${url}"`);
}
