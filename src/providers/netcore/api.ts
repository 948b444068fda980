import type { ProviderHost } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { type Exchanged, exchange } from '../kit/exchange.ts';
import { keyOf, type NetcoreSettings } from './settings.ts';

/** One call; `path` follows the address of the API. */
export interface ApiCall {
  path: string;
  /** Absent: a GET. */
  body?: Readonly<Record<string, unknown>>;
  /** Whose key goes along. */
  senderFields: FieldValues;
  signal: AbortSignal;
}

export interface Api {
  settings: NetcoreSettings;
  now(): number;
  call(call: ApiCall): Promise<Exchanged>;
}

/** The API of Netcore with the key of the sender. */
export function createApi(settings: NetcoreSettings, host: ProviderHost): Api {
  return {
    settings,
    now: () => host.now(),
    call: ({ path, body, senderFields, signal }) => {
      const headers = { ...authorize(settings, senderFields), 'content-type': 'application/json' };
      const line = { fetch: host.fetch, redact: settings.redactFor(senderFields) };
      return exchange(line, {
        method: body === undefined ? 'GET' : 'POST',
        url: settings.apiUrl + path,
        headers,
        signal,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    },
  };
}

/** Without the word in front Netcore answers 403. */
export function authorize(settings: NetcoreSettings, senderFields: FieldValues): { authorization: string } {
  return { authorization: `Bearer ${keyOf(settings, senderFields)}` };
}
