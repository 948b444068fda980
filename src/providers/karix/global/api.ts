import type { ProviderHost } from '../../../domain/provider.ts';
import { type Exchanged, exchange } from '../../kit/exchange.ts';
import { basicOf, type GlobalSettings } from '../settings.ts';

/** Without it the version is the one that the account was made with. */
const API_VERSION = '2.0';

export interface GlobalApi {
  now(): number;
  /** `path` begins and ends with a slash, or has a query behind it. Without a body it is a GET. */
  call(path: string, signal: AbortSignal, body?: Readonly<Record<string, unknown>>): Promise<Exchanged>;
}

/** The older API with UID and token of the account. */
export function createApi(settings: GlobalSettings, host: ProviderHost): GlobalApi {
  const line = { fetch: host.fetch, redact: settings.redact };
  return {
    now: () => host.now(),
    call: (path, signal, body) => {
      const headers = { ...authorize(settings), 'api-version': API_VERSION, 'content-type': 'application/json' };
      const common = { url: settings.apiUrl + path, headers, signal };
      if (body === undefined) return exchange(line, { method: 'GET', ...common });
      return exchange(line, { method: 'POST', body: JSON.stringify(body), ...common });
    },
  };
}

export function authorize({ accountUid, authToken }: GlobalSettings): { authorization: string } {
  return { authorization: `Basic ${basicOf(accountUid, authToken)}` };
}
