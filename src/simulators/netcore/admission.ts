import type { FastifyRequest } from 'fastify';
import type { Buckets } from '../kit/bucket.ts';
import type { Accounts, NetcoreNumber } from './account.ts';
import { AccessDenied, GatewayRefusal, MissingBearer } from './refusals.ts';

/** Whose request it is, and whether it may go on. */
export interface Admission {
  /** The numbers of the request's key, one or more. Throws MissingBearer and AccessDenied. */
  numbersOf(request: FastifyRequest): [NetcoreNumber, ...NetcoreNumber[]];
  /** The same; the key may stand alone in the header, as some clients send it to the template calls. */
  numbersOfBareKey(request: FastifyRequest): [NetcoreNumber, ...NetcoreNumber[]];
  /** The key's number that a message leaves from, by its `source` where that is a phone number. Throws 429 above its rate. */
  admitMessage(request: FastifyRequest, source: string | undefined): NetcoreNumber;
}

export function createAdmission(accounts: Accounts, buckets: Buckets): Admission {
  const ofKey = (key: string | undefined): [NetcoreNumber, ...NetcoreNumber[]] => {
    const [first, ...others] = accounts.ofKey(key ?? '').filter(({ conditions }) => conditions.isKeyValid);
    if (!first) throw new AccessDenied();
    return [first, ...others];
  };

  const numbersOf = (request: FastifyRequest) => {
    const { authorization = '' } = request.headers;
    const [, key] = /^Bearer (.+)$/.exec(authorization) ?? [];
    if (key === undefined) throw new MissingBearer();
    return ofKey(key);
  };

  return {
    numbersOf,
    numbersOfBareKey: ({ headers: { authorization } }) => ofKey(authorization?.replace(/^Bearer /, '')),
    admitMessage(request, source) {
      const numbers = numbersOf(request);
      const isPhone = source !== undefined && /^\d+$/.test(source);
      const number = isPhone ? numbers.find(({ phoneNumber }) => phoneNumber === source) : numbers[0];
      if (!number) throw new AccessDenied();
      const capacity = number.conditions.messagesPerSecond;
      if (!buckets.take(number.id, { capacity, refillMs: 1000 / capacity })) {
        throw new GatewayRefusal(429, 'Too Many Requests', 'Rate limit exceeded');
      }
      return number;
    },
  };
}
