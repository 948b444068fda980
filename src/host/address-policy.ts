import ipaddr from 'ipaddr.js';

/** Which network addresses requests may go to. */
export interface AddressPolicy {
  /** Why this address is refused, as the end of a sentence ("it is a loopback address"); undefined: it may be used. */
  refusal(address: string, scheme: 'http:' | 'https:'): string | undefined;
}

/**
 * Public addresses over https, and the networks of `allow` over http too. `allow` holds networks (`127.0.0.0/8`) or single addresses.
 * Addresses that carry another one inside (IPv4-mapped) are judged by the inner one; tunnels (6to4, Teredo, NAT64) are refused.
 * @throws Error naming the entry of `allow` that is not a network.
 */
export function createAddressPolicy(allow: readonly string[]): AddressPolicy {
  const networks = allow.map(parseNetwork);
  return {
    refusal: (text, scheme) => {
      if (!ipaddr.isValid(text)) return 'it is not an IP address';
      const address = ipaddr.process(text);
      if (networks.some((network) => contains(network, address))) return undefined;
      const range = address.range();
      if (range !== 'unicast') return `it is not a public address (${range})`;
      return scheme === 'https:' ? undefined : 'plain http goes to allowed networks only';
    },
  };
}

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

function parseNetwork(text: string): Network {
  try {
    const [base, bits] = ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
    return [base, bits];
  } catch (cause) {
    throw new Error(`"${text}" is not a network; write it like 127.0.0.0/8.`, { cause });
  }
}

function contains([base, bits]: Network, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return base.kind() === address.kind() && address.match(base, bits);
}
