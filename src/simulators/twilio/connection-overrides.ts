import type { FailedAttempt } from '../kit/delivery.ts';

/** A callback URL, taken apart. */
export interface CallbackTarget {
  /** As called and signed: without fragment, with user and password if it has them. */
  readonly signedUrl: string;
  /** Without user and password. */
  readonly url: string;
  /** `authorization`, where the URL names user and password. */
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole of a try, in ms. */
  readonly timeoutMs: number;
  isRepeated(failed: FailedAttempt): boolean;
}

/** Times and retries without overrides: one more try where no connection came about. */
const DEFAULTS = { ct: 5_000, rt: 15_000, tt: 15_000, rc: 1, rp: 'ct' };

/**
 * Reads the overrides in a callback URL's fragment, such as `#rc=3&rp=5xx,ct,rt&tt=10000`. Throws TypeError for what is no URL.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function readCallbackUrl(callbackUrl: string): CallbackTarget {
  const [signedUrl = '', fragment = ''] = callbackUrl.split('#');
  const parsed = new URL(signedUrl);
  const { username, password } = parsed;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const overrides = new URLSearchParams(fragment);
  const numberOf = (name: 'ct' | 'rt' | 'tt' | 'rc') => Number(overrides.get(name) ?? DEFAULTS[name]);
  const policies = (overrides.get('rp') ?? DEFAULTS.rp).split(',');
  const retries = Math.min(numberOf('rc'), 5);
  return {
    signedUrl,
    url: username || password ? signedUrl.replace(/\/\/[^/@]*@/, '//') : signedUrl,
    headers: username || password ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {},
    timeoutMs: Math.min(numberOf('tt'), numberOf('ct') + numberOf('rt')),
    isRepeated: ({ attempt, outcome }) =>
      attempt <= retries && (policies.includes('all') || policies.includes(policyOf(outcome))),
  };
}

function policyOf(outcome: FailedAttempt['outcome']): string {
  if (outcome === 'connection') return 'ct';
  if (outcome === 'timeout') return 'rt';
  return `${Math.floor(outcome / 100)}xx`;
}
