import type { ConsentFacet } from '../../../domain/provider.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import { isTaken, readFailure, readSaid } from './answer.ts';
import type { RcmApi } from './api.ts';

/** Notes opt-ins at the address that Karix gave for it, a request a number. How an opt-out would look is not known. */
export function createConsent(api: RcmApi, url: string): ConsentFacet {
  return {
    set: async ({ phoneNumbers, consent, senderFields, signal }) => {
      if (consent === 'opt_out') return unable('Karix takes opt-ins only; opt-outs are noted in its portal.');
      const { optInId } = senderFields;
      if (!optInId) return unable('The sender needs its opt-in ID.');
      for (const mobile of phoneNumbers) {
        const body = { action: 'optin', mobile, pin: api.settings.accountKey, optinid: optInId };
        const exchanged = await api.post(url, body, signal);
        if (!exchanged.ok) return troubled(exchanged.failure);
        const { answer } = exchanged;
        const { text = '' } = readSaid(answer);
        if (!isTaken(answer) && !/already/i.test(text)) return troubled(readFailure(answer, api.now()));
      }
      return { ok: true, value: null };
    },
  };
}
