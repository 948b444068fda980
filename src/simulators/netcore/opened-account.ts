import type { AccountRequest, OpenedAccount } from '../kit/simulator.ts';
import type { NewNumber } from './simulator.ts';

/** The number of a new account. It bypasses the opt-in, so that the first message of an operator who tries it arrives. */
export function numberOf({ phoneNumber, displayName, secretOf }: AccountRequest): NewNumber {
  return {
    id: `netcore-${phoneNumber}`,
    phoneNumber,
    displayName,
    apiKey: renderKey(phoneNumber, secretOf),
    conditions: { bypassesOptIn: true },
  };
}

export function renderAccount({ id, apiKey }: NewNumber, apiBaseUrl: string): OpenedAccount {
  return { numberId: id, settings: { apiKey, apiBaseUrl }, senderFields: {} };
}

/** Keys look like a JWT signed with HS512, whose signature has 64 bytes. */
function renderKey(phoneNumber: string, secretOf: AccountRequest['secretOf']): string {
  const signature = Buffer.from(secretOf('netcore key, first half') + secretOf('netcore key, second half'), 'hex');
  const claims = { number: phoneNumber };
  return [encode({ alg: 'HS512' }), encode(claims), signature.toString('base64url')].join('.');
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
