import type { ConsentFacet, ProviderHost } from '../../../domain/provider.ts';
import { type Exchanged, exchange, type Line } from '../../kit/exchange.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import type { SelfServeSettings } from '../settings.ts';
import { readFailure } from './answer.ts';

const OLDER = '/sm/api/v1';

/**
 * `POST /app/opt/in/{app}` and `…/out/{app}`, a request a number. Some apps have them below the older path only, and those made after August
 * 2025 not at all.
 */
export function createConsent(settings: SelfServeSettings, line: Line, host: Pick<ProviderHost, 'now'>): ConsentFacet {
  const older = settings.apiUrl.replace(/\/wa\/api\/v1$/, OLDER);
  return {
    set: async ({ phoneNumbers, consent, signal }) => {
      const way = consent === 'opt_in' ? 'in' : 'out';
      const path = `/app/opt/${way}/${encodeURIComponent(settings.appName)}`;
      const headers = { apikey: settings.apiKey, 'content-type': 'application/x-www-form-urlencoded' };
      for (const user of phoneNumbers) {
        const request = { method: 'POST', headers, body: new URLSearchParams({ user }).toString(), signal } as const;
        const newer = await exchange(line, { ...request, url: settings.apiUrl + path });
        const exchanged = isThere(newer) ? newer : await exchange(line, { ...request, url: older + path });
        if (!exchanged.ok) return troubled(exchanged.failure);
        if (!isThere(exchanged)) return unable('This app is of the kind whose consent Gupshup does not keep.');
        const failure = readFailure(exchanged.answer, host.now());
        if (failure !== undefined) return troubled(failure);
      }
      return { ok: true, value: null };
    },
  };
}

function isThere(exchanged: Exchanged): boolean {
  return !exchanged.ok || exchanged.answer.status !== 404;
}
