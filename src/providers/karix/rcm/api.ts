import type { ProviderHost } from '../../../domain/provider.ts';
import { type Exchanged, exchange } from '../../kit/exchange.ts';
import type { RcmSettings } from '../settings.ts';

export interface RcmApi {
  settings: RcmSettings;
  now(): number;
  post(url: string, body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Exchanged>;
}

/** The RCM API with the account key. */
export function createApi(settings: RcmSettings, host: ProviderHost): RcmApi {
  const line = { fetch: host.fetch, redact: settings.redact };
  return {
    settings,
    now: () => host.now(),
    post: (url, body, signal) => {
      const headers = { ...authenticate(settings), 'content-type': 'application/json' };
      return exchange(line, { method: 'POST', url, headers, body: JSON.stringify(body), signal });
    },
  };
}

/** The header is really named so; with `Authorization` Karix answers 401. */
export function authenticate({ accountKey }: Pick<RcmSettings, 'accountKey'>): { Authentication: string } {
  return { Authentication: `Bearer ${accountKey}` };
}

/** Where messages are sent, and where `{}` is refused by everyone whose key is taken. */
export function sendUrl({ apiUrl }: Pick<RcmSettings, 'apiUrl'>): string {
  return `${apiUrl}/services/rcm/sendMessage`;
}
