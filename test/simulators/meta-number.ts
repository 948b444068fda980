import type { MetaNumber } from '../../src/simulators/meta/account.ts';

/** An invented business number of an invented app. */
export function inventedNumber(change: Partial<MetaNumber> = {}): MetaNumber {
  return {
    appId: '700000000000001',
    appSecret: 'invented-app-secret',
    accessToken: 'EAAinvented',
    businessAccountId: '300000000000001',
    phoneNumberId: '400000000000001',
    displayPhoneNumber: '+1 555 010 9999',
    displayName: 'Corner Shop',
    verifyToken: 'invented-verify-token',
    ...change,
  };
}
