import type { AccountRequest, OpenedAccount } from '../kit/simulator.ts';
import { seedsOf } from './content/seeds.ts';
import type { Platform } from './platform.ts';
import { NO_WEBHOOK } from './senders.ts';

/** Opens an account with one sender, or the same one again; its sids and token come from the request's secrets. */
export function openAccount(request: AccountRequest, platform: Platform, apiBaseUrl: string): OpenedAccount {
  const { accounts, senders, contents, clock } = platform;
  const { phoneNumber, displayName, secretOf } = request;
  const hex = (purpose: string) => secretOf(purpose).slice(0, 32).toLowerCase();
  const accountSid = `AC${hex('account sid')}`;
  const authToken = hex('auth token');
  const numberId = `XE${hex(`sender ${phoneNumber}`)}`;
  const { createdAt } = accounts.get(accountSid) ?? { createdAt: clock.now() };
  accounts.set({ ...accounts.get(accountSid), sid: accountSid, authToken, friendlyName: displayName, createdAt });
  senders.set({
    ...{ webhook: NO_WEBHOOK, configuration: {}, status: 'ONLINE' },
    ...senders.get(numberId),
    ...{ sid: numberId, accountSid, phoneNumber, profile: { name: displayName } },
  });
  for (const seed of seedsOf(accountSid)) contents.seed(accountSid, seed);
  return { numberId, settings: { accountSid, authToken, apiBaseUrl }, senderFields: {} };
}
