import type { ConsentFacet, ProviderResult } from '../../domain/provider.ts';
import { troubled } from '../kit/trouble.ts';
import { isSuccess, readFailure, readSaid } from './answer.ts';
import type { Api } from './api.ts';
import { CONSENT_UNCHANGED } from './codes.ts';

/** `POST /consent/manage/`, up to 1,000 people at once. https://wadocs.pepipost.com (consent, seen 2026) */
export function createConsent(api: Api): ConsentFacet {
  return {
    set: async ({ phoneNumbers, consent, senderFields, signal }): Promise<ProviderResult<null>> => {
      const { consentPath: path, optInSource: source } = api.settings;
      const recipients = phoneNumbers.map((recipient) => ({ recipient, source }));
      const body = { type: consent === 'opt_in' ? 'optin' : 'optout', recipients };
      const exchanged = await api.call({ path, body, senderFields, signal });
      if (!exchanged.ok) return troubled(exchanged.failure);
      const { answer } = exchanged;
      if (isSuccess(answer) || isUnchanged(readSaid(answer))) return { ok: true, value: null };
      return troubled(readFailure(answer, api.now()));
    },
  };
}

/** One code says that somebody is opted in already and that the update failed; the words tell which. */
function isUnchanged({ code, text = '' }: { code?: string | undefined; text?: string | undefined }): boolean {
  if (code !== CONSENT_UNCHANGED) return false;
  return /already/i.test(text) || !/fail|technical/i.test(text);
}
