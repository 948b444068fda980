import type { AccountFacet } from '../../../domain/provider.ts';
import { isObject } from '../../kit/json.ts';
import { readFailure } from './answer.ts';
import type { GlobalApi } from './api.ts';

/** The doctor: one message is asked for, and with it whether UID and token are good. */
export function createAccount(api: GlobalApi): AccountFacet {
  return {
    check: async ({ callbackUrl, signal }) => {
      const exchanged = await api.call('/message/?limit=1', signal);
      const isGood = exchanged.ok && exchanged.answer.status === 200 && isObject(exchanged.answer.json);
      if (!isGood) {
        const { message } = exchanged.ok ? readFailure(exchanged.answer, api.now()) : exchanged.failure;
        const hint = 'Check the account UID, the auth token (account key) and the API address.';
        return [{ name: 'token', ok: false, message, hint }];
      }
      const where = `Enter ${callbackUrl} as webhook of the number at Karix. Statuses need no entry.`;
      return [
        { name: 'token', ok: true, message: 'Karix accepts the account UID and the auth token.' },
        { name: 'callback', ok: true, message: where },
      ];
    },
  };
}
