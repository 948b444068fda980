import type { AccountFacet } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { withoutUndefined } from '../kit/json.ts';
import { checkQuality, passed, refusedList, sharedSender, troubled } from './account-checks.ts';
import type { Api } from './api.ts';
import { examineCallback } from './callback-checks.ts';
import { digitsOf } from './render.ts';
import { readQuality } from './senders-client.ts';
import { createSubscriptions } from './subscription-client.ts';
import { templatesPath } from './templates-client.ts';

/** The doctor, and what is to be shown of a sender. Infobip lists no numbers of an account. */
export function createAccountClient(api: Api, settings: FieldValues): AccountFacet {
  const subscriptions = createSubscriptions(api, settings);
  return {
    check: async (request) => {
      const number = digitsOf(request.senderPhoneNumber);
      const { signal } = request;
      const listed = await api.call({ method: 'GET', path: templatesPath(number), signal });
      if (!listed.ok) return refusedList(listed.trouble, number);
      const known = [
        passed('token', 'Infobip accepts the credentials.'),
        passed('sender_id', `+${number} is a WhatsApp sender of this account.`),
      ];
      const { sandboxKeyword, username } = api.settings;
      if (sandboxKeyword !== undefined) known.push(sharedSender(sandboxKeyword, username));
      const quality = await readQuality(api, number, signal);
      const registration = quality.ok
        ? checkQuality(quality.value)
        : troubled('registration', quality.trouble, 'Give the API key the scope whatsapp:manage.');
      return [...known, registration, await examineCallback(subscriptions, { ...request, number }, settings)];
    },

    facts: async ({ senderPhoneNumber, signal }) => {
      const quality = await readQuality(api, digitsOf(senderPhoneNumber), signal);
      return quality.ok
        ? { ok: true, value: { sender: withoutUndefined({ ...quality.value }), account: {} } }
        : quality;
    },
  };
}
