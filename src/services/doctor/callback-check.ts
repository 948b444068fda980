import type { AccountCheck } from '../../domain/provider.ts';
import type { ConnectionEntry } from '../directory.ts';

/** A provider waits no longer either. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 1_000;

type Fetch = typeof globalThis.fetch;

/** A check of our own; a warning does not spoil the result. */
export interface DoctorCheck extends AccountCheck {
  isWarning?: true;
}

const LOOPBACK = /^(?:localhost|127\.|\[?::1\]?$|0\.0\.0\.0)/;

/** Whether providers could use the address at all, as far as it can be seen from its text. */
export function checkPublicUrl(callbackUrl: string): DoctorCheck {
  const name = 'public_url';
  const url = URL.parse(callbackUrl);
  const hint = 'Set CHASQUI_PUBLIC_URL to the https address under which this gateway is reached from the internet.';
  if (!url || LOOPBACK.test(url.hostname)) {
    return {
      name,
      ok: false,
      isWarning: true,
      message: `${url?.origin ?? 'The public address'} leads to this machine only.`,
      hint,
    };
  }
  if (url.protocol !== 'https:') {
    return { name, ok: false, isWarning: true, message: `${url.origin} is not https, which providers demand.`, hint };
  }
  return { name, ok: true, message: `Providers are given an address at ${url.origin}.` };
}

/** Asks the callback URL what the provider would ask, from here through the public address. Empty: the provider has no handshake. */
export async function checkCallback({ provider, callbackUrl }: ConnectionEntry, fetch: Fetch): Promise<DoctorCheck[]> {
  const sample = provider.sampleHandshake?.();
  if (!sample) return [];
  const url = new URL(callbackUrl);
  for (const [field, value] of Object.entries(sample.query)) url.searchParams.append(field, value);
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer = (await response.text()).slice(0, MAX_ANSWER);
    return judge(response.status, answer === sample.answer);
  } catch (error) {
    return [unreachable(error instanceof Error ? error.message : String(error))];
  }
}

function judge(status: number, isRight: boolean): DoctorCheck[] {
  const reachable = { name: 'callback_reachable', ok: true, message: 'The callback URL leads to this gateway.' };
  if (status === 200 && isRight) {
    return [reachable, { name: 'verify_token', ok: true, message: 'The callback URL answers to the verify token.' }];
  }
  if (status !== 403) return [unreachable(`Somebody else answers there, with HTTP ${status}.`)];
  const hint = 'Another gateway may stand behind this address, or the settings were changed a moment ago: test again.';
  return [reachable, { name: 'verify_token', ok: false, message: 'The callback URL refuses the verify token.', hint }];
}

function unreachable(why: string): DoctorCheck {
  return {
    name: 'callback_reachable',
    ok: false,
    message: `The callback URL could not be reached: ${why}`,
    hint: 'Check CHASQUI_PUBLIC_URL, its name, certificate and proxy. Where this network cannot call its own address, try it from outside.',
  };
}
