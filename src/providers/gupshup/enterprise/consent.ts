import type { ConsentFacet, ProviderHost } from '../../../domain/provider.ts';
import type { Line, ProviderAnswer } from '../../kit/exchange.ts';
import { asObject, asWord } from '../../kit/json.ts';
import { troubled } from '../../kit/trouble.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { callGateway, readFailure } from './gateway.ts';

/** “In that state already” is what was wanted. */
const ALREADY = '322';

/** `OPT_IN` and `OPT_OUT`, a request a number. https://docs.gupshup.io/docs/api-reference (seen 2026-06) */
export function createConsent(settings: EnterpriseSettings, line: Line, host: Pick<ProviderHost, 'now'>): ConsentFacet {
  return {
    set: async ({ phoneNumbers, consent, signal }) => {
      const method = consent === 'opt_in' ? 'OPT_IN' : 'OPT_OUT';
      for (const phoneNumber of phoneNumbers) {
        const parameters = { method, phone_number: phoneNumber, channel: 'WHATSAPP' };
        const exchanged = await callGateway(line, settings, { account: 'hsm', place: 'messages', parameters, signal });
        if (!exchanged.ok) return troubled(exchanged.failure);
        const failure = isDone(exchanged.answer) ? undefined : readFailure(exchanged.answer, host.now());
        if (failure !== undefined && failure.code !== ALREADY) return troubled(failure);
      }
      return { ok: true, value: null };
    },
  };
}

/** Only of a message the id matters. */
function isDone({ status, json }: ProviderAnswer): boolean {
  return status < 300 && asWord(asObject(asObject(json).response).status) === 'success';
}
