import type { AccountRequest, OpenedAccount } from '../kit/simulator.ts';
import type { MetaNumber } from './account.ts';

/** App, business account and number of a new customer; ids and credentials follow from the request's secrets. */
export function openedNumber({ phoneNumber, displayName, secretOf }: AccountRequest): MetaNumber {
  return {
    appId: digits(secretOf('app')),
    appSecret: secretOf('app secret').slice(0, 32),
    accessToken: `EAA${secretOf('access token')}`,
    verifyToken: secretOf('verify token'),
    businessAccountId: digits(secretOf('business account')),
    phoneNumberId: digits(secretOf('phone number id')),
    displayPhoneNumber: phoneNumber,
    displayName,
  };
}

/** What the customer copies out of the provider's pages. */
export function enteredAtClient(number: MetaNumber, apiBaseUrl: string): OpenedAccount {
  const { appId, appSecret, accessToken, verifyToken, phoneNumberId, businessAccountId } = number;
  return {
    numberId: phoneNumberId,
    settings: { appId, appSecret, accessToken, verifyToken, apiBaseUrl },
    senderFields: { phoneNumberId, businessAccountId },
  };
}

/** Fifteen digits, as the platform's ids have. */
function digits(hex: string): string {
  return String((BigInt(`0x${hex.slice(0, 16)}`) % 900_000_000_000_000n) + 100_000_000_000_000n);
}
