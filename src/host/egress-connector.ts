import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from './address-policy.ts';
import { EgressRefused, RequestNotSent } from './egress-errors.ts';

type Scheme = 'http:' | 'https:';
type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Opens connections only to addresses that `policy` lets through. The check sits between name resolution and the socket, so that a
 * name cannot point elsewhere between check and use (DNS rebinding). Every failure is an `EgressRefused` or a `RequestNotSent`.
 */
export function createEgressConnector(policy: AddressPolicy, timeoutMs: number): buildConnector.connector {
  const open = {
    'http:': connectorFor('http:', policy, timeoutMs),
    'https:': connectorFor('https:', policy, timeoutMs),
  };
  return (options, callback) => {
    const scheme: Scheme = options.protocol === 'https:' ? 'https:' : 'http:';
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // A literal address never reaches the lookup.
    const why = isIP(host) === 0 ? undefined : policy.refusal(host, scheme);
    if (why !== undefined) {
      callback(new EgressRefused(host, why), null);
      return;
    }
    open[scheme](options, (...result) => {
      if (result[0] === null) callback(...result);
      else callback(notConnected(host, result[0]), null);
    });
  };
}

function notConnected(host: string, error: Error): Error {
  return error instanceof EgressRefused ? error : new RequestNotSent(host, error);
}

function connectorFor(scheme: Scheme, policy: AddressPolicy, timeout: number): buildConnector.connector {
  return buildConnector({ allowH2: false, timeout, lookup: guardedLookup(scheme, policy) });
}

function guardedLookup(scheme: Scheme, policy: AddressPolicy) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const permitted = addresses.filter(({ address }) => policy.refusal(address, scheme) === undefined);
      const first = permitted[0];
      if (first === undefined) {
        const why = policy.refusal(addresses[0]?.address ?? '', scheme) ?? 'it has no address';
        callback(new EgressRefused(hostname, why), []);
      } else if (options.all === true) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
}
