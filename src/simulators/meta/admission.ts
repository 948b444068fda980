import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createBuckets } from '../kit/bucket.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts, MetaNumber, NumberState } from './account.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { queryOf, tokenOf } from './request.ts';

/** What of the documented limits is enforced. */
export interface MetaLimits {
  /** Messages per second of a number, both ways: 130429. */
  throughput: boolean;
  /** 45 messages to one person, then one every six seconds: 131056. */
  pair: boolean;
}

/** Whether a request may go on: token, limits, state of the number, in the platform's order. Throws GraphErrors. */
export interface Admission {
  /** The token and, if `id` names a number, that it belongs to the token. */
  authorise(request: FastifyRequest): string;
  /** The number of that id, which must be the token's own. */
  ownNumber(request: FastifyRequest, id: string): MetaNumber;
  /** Rate limits and state of the number before a message to `party`. */
  admitMessage(number: MetaNumber, party: string): void;
  /** A person's message counts against the number's throughput too. */
  countInbound(number: MetaNumber): void;
}

const PAIR = { capacity: 45, refillMs: 6_000 };
const STANDARD_PER_SECOND = 80;

const STATE_CODES: Record<Exclude<NumberState, 'connected'>, number> = {
  deleted: 33,
  unregistered: 133010,
  maintenance: 131057,
  locked: 131031,
  restricted: 368,
};

export function createAdmission(accounts: Accounts, clock: SimulatorClock, limits: MetaLimits): Admission {
  const buckets = createBuckets(clock);

  const takeThroughput = ({ phoneNumberId, throughputPerSecond = STANDARD_PER_SECOND }: MetaNumber) =>
    !limits.throughput ||
    buckets.take(phoneNumberId, { capacity: throughputPerSecond, refillMs: 1000 / throughputPerSecond });

  const authorise = (request: FastifyRequest): string => {
    const token = tokenOf(request);
    if (!token) throw new GraphError(request.method === 'GET' ? 200 : 104);
    if (!accounts.hasToken(token)) throw new GraphError(190);
    return token;
  };

  return {
    authorise,
    ownNumber(request, id) {
      const token = authorise(request);
      const number = accounts.get(id);
      if (number?.accessToken !== token) throw unknownObject(request.method, id);
      checkProof(request, number);
      return number;
    },
    admitMessage(number, party) {
      if (!takeThroughput(number)) throw new GraphError(130429);
      if (limits.pair && !buckets.take(`${number.phoneNumberId} ${party}`, PAIR)) throw new GraphError(131056);
      if (number.state && number.state !== 'connected') throw new GraphError(STATE_CODES[number.state]);
    },
    countInbound: (number) => void takeThroughput(number),
  };
}

function checkProof(request: FastifyRequest, number: MetaNumber): void {
  const proof = queryOf(request).get('appsecret_proof');
  if (proof === null && !number.requireAppSecretProof) return;
  const expected = createHmac('sha256', number.appSecret).update(number.accessToken).digest('hex');
  if (proof !== expected)
    throw new GraphError(100, { message: 'Invalid appsecret_proof provided in the API argument' });
}
