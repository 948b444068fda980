import type { MetaNumber } from '../../src/simulators/meta/account.ts';

let count = 0;

/** An invented business number, another one every time. */
export function inventNumber(change: Partial<MetaNumber> = {}): MetaNumber {
  count += 1;
  const digits = String(count).padStart(4, '0');
  return {
    appId: `70000000000${digits}`,
    appSecret: `app-secret-of-number-${digits}`,
    accessToken: `EAAaccessTokenOfNumber${digits}`,
    businessAccountId: `30000000000${digits}`,
    phoneNumberId: `40000000000${digits}`,
    displayPhoneNumber: `+1 555 020 ${digits}`,
    displayName: `Shop ${count}`,
    verifyToken: `verify-token-${digits}`,
    ...change,
  };
}
