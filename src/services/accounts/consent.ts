import type { ConsentFacet } from '../../domain/provider.ts';
import { type Access, requireScope } from '../access.ts';
import type { Directory } from '../directory.ts';
import { readPhoneNumber } from '../phone-number.ts';
import { pickChannel, pickConnection, pickSender } from '../pick.ts';
import { type Problem, providerError, refuse, ServiceError } from '../service-error.ts';

/** A list may take several requests. */
const TIMEOUT_MS = 60_000;

export interface ConsentChange {
  consent: Parameters<ConsentFacet['set']>[0]['consent'];
  /** 100 at most. */
  phoneNumbers: readonly string[];
  /** Default: the channel's first. */
  senderId?: string;
}

/** People's consent to be written to, where the provider keeps it. What people said about marketing is kept here, with `Contacts`. */
export interface Consent {
  /** Tells the channel's active connection. Needs `send`. Throws `invalid` by number, or what the provider said. */
  set(access: Access, channelId: string, change: ConsentChange): Promise<void>;
}

export function createConsent({ directory }: { directory: Pick<Directory, 'channel'> }): Consent {
  return {
    async set(access, channelId, { consent, phoneNumbers: given, senderId }) {
      requireScope(access, 'send');
      const channel = pickChannel(directory, access, channelId);
      const { definition, provider } = pickConnection(channel);
      const { fields: senderFields } = pickSender(channel, senderId);
      const phoneNumbers = readNumbers(given);
      if (!provider.consent) throw notKept(definition.displayName);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const told = await provider.consent.set({ phoneNumbers, consent, senderFields, signal });
      if (!told.ok) throw providerError(told.trouble);
    },
  };
}

/** Each once. */
function readNumbers(given: readonly string[]): string[] {
  const read = given.map(readPhoneNumber);
  refuse(
    read.flatMap((number, index): Problem[] =>
      number === null ? [{ path: `/phoneNumbers/${index}`, message: 'Not a phone number with country code.' }] : [],
    ),
  );
  return [...new Set(read.filter((number) => number !== null))];
}

function notKept(provider: string): ServiceError {
  const message = `${provider} keeps no consent, or not with these settings: there is nothing to tell it.`;
  return new ServiceError('conflict', message, { conflict: 'not_supported' });
}
