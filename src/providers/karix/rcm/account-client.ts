import type { AccountCheck, AccountFacet } from '../../../domain/provider.ts';
import { readFailure, readSaid } from './answer.ts';
import { type RcmApi, sendUrl } from './api.ts';

/** The doctor. Nothing can be asked, but an empty message is refused in another way if the key is not taken. */
export function createAccount(api: RcmApi): AccountFacet {
  return {
    check: async ({ senderPhoneNumber, callbackUrl, signal }) => {
      const exchanged = await api.post(sendUrl(api.settings), {}, signal);
      if (!exchanged.ok) return [bad(exchanged.failure.message, 'Check the API address, and try again.')];
      const failure = readFailure(exchanged.answer, api.now());
      const isOwnAnswer = readSaid(exchanged.answer).code !== undefined && failure.kind !== 'outcome_unknown';
      if (failure.stops !== undefined || !isOwnAnswer) {
        return [bad(failure.message, 'Enter the account key that Karix gave you, and check the API address.')];
      }
      const { webHookDNId } = api.settings;
      return [
        good('token', 'Karix accepts the account key.'),
        good('sender_id', `Karix does not tell which numbers a key is for; ${senderPhoneNumber} must be one of them.`),
        good(
          'callback',
          `Karix does not tell where webhooks go. Have ${callbackUrl} registered there for messages, and as ${webHookDNId} for deliveries.`,
        ),
      ];
    },
  };
}

function good(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

function bad(message: string, hint: string): AccountCheck {
  return { name: 'token', ok: false, message, hint };
}
