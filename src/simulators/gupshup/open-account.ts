import type { AccountRequest } from '../kit/simulator.ts';
import type { EnterpriseNumber, SelfServeNumber } from './account.ts';
import { ENTERPRISE_CONDITIONS, SELF_SERVE_CONDITIONS } from './conditions.ts';

/** An enterprise account with both pairs of credentials, in the provider's forms. */
export function toEnterpriseNumber({ phoneNumber, displayName, secretOf }: AccountRequest): EnterpriseNumber {
  return {
    product: 'enterprise',
    numberId: `gupshup-${phoneNumber}`,
    phoneNumber,
    displayName,
    session: { userId: userIdFrom(secretOf('gupshup user id')), password: passwordFrom(secretOf('gupshup password')) },
    hsm: {
      userId: userIdFrom(secretOf('gupshup template user id')),
      password: passwordFrom(secretOf('gupshup template password')),
    },
    conditions: ENTERPRISE_CONDITIONS,
  };
}

/** An app of the self-serve product and the partner who manages it. */
export function toSelfServeNumber({ phoneNumber, displayName, secretOf }: AccountRequest): SelfServeNumber {
  return {
    product: 'self_serve',
    numberId: `gupshup-app-${phoneNumber}`,
    phoneNumber,
    displayName,
    appName: displayName.replace(/[^A-Za-z0-9]/g, '') || 'SimulatedApp',
    appId: uuidFrom(secretOf('gupshup app id')),
    wabaId: `1${digitsFrom(secretOf('gupshup business account'), 14)}`,
    apiKey: secretOf('gupshup api key').slice(0, 32),
    partner: {
      email: `partner-${phoneNumber}@partner.example`,
      password: passwordFrom(secretOf('gupshup partner password')),
      token: `partner_${secretOf('gupshup partner token')}`,
      appToken: `sk_${secretOf('gupshup app token').slice(0, 32)}`,
    },
    conditions: SELF_SERVE_CONDITIONS,
  };
}

function userIdFrom(secret: string): string {
  return `2000${digitsFrom(secret, 6)}`;
}

function passwordFrom(secret: string): string {
  return `${secret.slice(0, 12)}@G1`;
}

function digitsFrom(secret: string, length: number): string {
  return [...secret]
    .map((digit) => Number.parseInt(digit, 16) % 10)
    .join('')
    .slice(0, length);
}

function uuidFrom(secret: string): string {
  const [a, b, c, d, e] = [
    secret.slice(0, 8),
    secret.slice(8, 12),
    secret.slice(13, 16),
    secret.slice(17, 20),
    secret.slice(20, 32),
  ];
  return `${a}-${b}-4${c}-8${d}-${e}`;
}
