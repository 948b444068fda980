import type { IncomingHttpHeaders } from 'node:http';
import type { Buckets } from '../../kit/bucket.ts';
import type { Accounts, KarixNumber } from '../account.ts';
import { RcmRefusal } from './refusal.ts';

/** The numbers of one account; there is at least one. */
export type OwnNumbers = [KarixNumber, ...KarixNumber[]];

/** Whose request it is, and whether it may go on. Throws RcmRefusals. */
export interface RcmAdmission {
  /** The numbers of the key in the header `Authentication`: 401 for none, 403 while the account is suspended. */
  numbersOf(headers: IncomingHttpHeaders): OwnNumbers;
  /** 429 above the rate of the number. */
  admitMessages(number: KarixNumber, count: number): void;
}

export function createRcmAdmission(accounts: Accounts, buckets: Buckets): RcmAdmission {
  return {
    numbersOf(headers) {
      const own = ofHeader(accounts, headers.authentication);
      const permissive = ofHeader(accounts, headers.authorization).filter(
        ({ conditions }) => conditions.acceptsAuthorization,
      );
      const [first, ...others] = own.length > 0 ? own : permissive;
      if (!first) throw new RcmRefusal(401, 'Unauthorized');
      if (first.conditions.isSuspended) throw new RcmRefusal(403, 'Account suspended');
      return [first, ...others];
    },
    admitMessages(number, count) {
      const capacity = number.conditions.messagesPerSecond;
      for (let taken = 0; taken < count; taken += 1) {
        const isFree = buckets.take(number.id, { capacity, refillMs: 1000 / capacity });
        if (!isFree) throw new RcmRefusal(429, 'Too many requests');
      }
    },
  };
}

function ofHeader(accounts: Accounts, header: unknown): KarixNumber[] {
  const [, key] = (typeof header === 'string' && /^Bearer (.+)$/.exec(header)) || [];
  return key === undefined ? [] : accounts.ofKey(key);
}
