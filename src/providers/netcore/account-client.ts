import type { AccountCheck, AccountFacet } from '../../domain/provider.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { isObject } from '../kit/json.ts';
import { readFailure, readSaid } from './answer.ts';
import type { Api } from './api.ts';
import { meaningOf } from './codes.ts';

/** No template has this name; whoever asks for it learns whether the key is taken. */
const PROBE = '/metainfo/template/status?templatename=chasqui_set_up_test';

/** The doctor. Netcore tells neither whose a key is nor where webhooks go. */
export function createAccount(api: Api): AccountFacet {
  return {
    check: async ({ senderPhoneNumber, senderFields, callbackUrl, signal }) => {
      const exchanged = await api.call({ path: PROBE, senderFields, signal });
      if (!exchanged.ok) return [bad(exchanged.failure.message, 'Check the API address and try again.')];
      const { answer } = exchanged;
      const failure = readFailure(answer, api.now());
      const isTaken = failure.stops === undefined && isOwnAnswer(answer);
      if (!isTaken) return [bad(failure.message, 'Enter the API key of this number, and check the API address.')];
      return [
        good('token', 'Netcore accepts the API key.'),
        good('sender_id', `Netcore does not tell whose the key is; it must be the one of ${senderPhoneNumber}.`),
        good('callback', `Netcore does not tell where webhooks go. Enter ${callbackUrl} there, and switch it on.`),
      ];
    },
  };
}

/** Netcore itself spoke: with a success, or a code of its own. */
function isOwnAnswer(answer: ProviderAnswer): boolean {
  const isGood = answer.status >= 200 && answer.status <= 299 && isObject(answer.json);
  return isGood || meaningOf(readSaid(answer)) !== undefined;
}

function good(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

function bad(message: string, hint: string): AccountCheck {
  return { name: 'token', ok: false, message, hint };
}
