import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createAddressPolicy } from './address-policy.ts';
import { EgressRefused } from './egress-errors.ts';

/** Whoever saves settings waits for it. */
const RESOLVE_MS = 2_000;

/** Why requests to this URL would be refused, as a sentence; null: they would not, or its name cannot be resolved now. */
export type UrlCheck = (url: string) => Promise<string | null>;

/**
 * Tells an operator at once what the egress guard would refuse later. It permits nothing: the guard judges every request again.
 *
 * @throws Error naming an entry of `allow` that is not a network.
 */
export function createUrlCheck(allow: readonly string[]): UrlCheck {
  const policy = createAddressPolicy(allow);
  return async (text) => {
    const url = URL.parse(text);
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
    if (url.username !== '' || url.password !== '') {
      return new EgressRefused(url.host, 'user name and password do not belong into a URL').message;
    }
    const { protocol } = url;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const reasons = (await addressesOf(host)).map((address) => policy.refusal(address, protocol));
    const [why] = reasons;
    return why === undefined || reasons.includes(undefined) ? null : new EgressRefused(host, why).message;
  };
}

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    const found = await Promise.race([lookup(host, { all: true }), setTimeout(RESOLVE_MS, [], { ref: false })]);
    return found.map(({ address }) => address);
  } catch {
    // The name may be made later; until then requests say so themselves.
    return [];
  }
}
