import type { ConsentFacet, ProviderHost } from '../../../domain/provider.ts';
import { exchange, type Line } from '../../kit/exchange.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import type { SelfServeSettings } from '../settings.ts';
import { readFailure } from './answer.ts';

/** `POST /app/opt/in/{app}` and `…/out/{app}`, a request a number. Apps made after August 2025 have neither. */
export function createConsent(settings: SelfServeSettings, line: Line, host: Pick<ProviderHost, 'now'>): ConsentFacet {
  return {
    set: async ({ phoneNumbers, consent, signal }) => {
      const way = consent === 'opt_in' ? 'in' : 'out';
      const url = `${settings.apiUrl}/app/opt/${way}/${encodeURIComponent(settings.appName)}`;
      const headers = { apikey: settings.apiKey, 'content-type': 'application/x-www-form-urlencoded' };
      for (const user of phoneNumbers) {
        const body = new URLSearchParams({ user }).toString();
        const exchanged = await exchange(line, { method: 'POST', url, headers, body, signal });
        if (!exchanged.ok) return troubled(exchanged.failure);
        if (exchanged.answer.status === 404)
          return unable('This app is of the kind whose consent Gupshup does not keep.');
        const failure = readFailure(exchanged.answer, host.now());
        if (failure !== undefined) return troubled(failure);
      }
      return { ok: true, value: null };
    },
  };
}
