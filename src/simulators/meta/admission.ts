import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type BucketShape, createBuckets } from '../kit/bucket.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import { type Accounts, isRegistered, type MetaNumber, type NumberState, type TokenState } from './account.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import type { Grant, OAuth } from './oauth.ts';
import { queryOf, tokenOf } from './request.ts';

/** What of the documented limits is enforced. */
export interface MetaLimits {
  /** Messages per second of a number, both ways: 130429. */
  throughput: boolean;
  /** 45 messages to one person, then one every six seconds: 131056. */
  pair: boolean;
  /** Calls on a business account: 200 an hour, 5,000 with a registered number: 80007. */
  management: boolean;
}

/** The permission that a call needs, and the code where it is missing. */
const PERMISSION_CODES = { messaging: 10, management: 200 };
export type Purpose = keyof typeof PERMISSION_CODES;

/** Whether a request may go on: token, limits, state of the number, in the platform's order. Throws GraphErrors. */
export interface Admission {
  /** The token, whatever it is for. */
  authorise(request: FastifyRequest): Grant;
  /** The number of that id, which must be the token's own. */
  ownNumber(request: FastifyRequest, id: string, purpose?: Purpose): MetaNumber;
  /** The token's numbers of a business account; counts as a call on it. */
  ownAccount(request: FastifyRequest, id: string): [MetaNumber, ...MetaNumber[]];
  /** The numbers of an app; the token must be the app's. */
  ownApp(request: FastifyRequest, id: string): [MetaNumber, ...MetaNumber[]];
  /** The share of its calls that the request's business account has used, in percent; nothing where none was asked for. */
  usageOf(request: FastifyRequest): { accountId: string; percent: number } | undefined;
  /** Rate limits and state of the number before a message to `party`. */
  admitMessage(number: MetaNumber, party: string): void;
  /** A person's message counts against the number's throughput too. */
  countInbound(number: MetaNumber): void;
}

const PAIR = { capacity: 45, refillMs: 6_000 };
const STANDARD_PER_SECOND = 80;
/** Fixed where the number is in use with the WhatsApp Business app too. */
const COEXISTENCE_PER_SECOND = 20;
const HOUR_MS = 3_600_000;

const STATE_CODES: Record<Exclude<NumberState, 'connected'>, number> = {
  deleted: 33,
  unregistered: 133010,
  maintenance: 131057,
  locked: 131031,
  restricted: 368,
};

export interface AdmissionOptions {
  accounts: Accounts;
  oauth: OAuth;
  clock: SimulatorClock;
  limits: MetaLimits;
}

export function createAdmission({ accounts, oauth, clock, limits }: AdmissionOptions): Admission {
  const buckets = createBuckets(clock);
  const accountOf = new WeakMap<FastifyRequest, [accountId: string, shape: BucketShape]>();

  const takeThroughput = (number: MetaNumber) => {
    const capacity = perSecond(number);
    return !limits.throughput || buckets.take(number.phoneNumberId, { capacity, refillMs: 1000 / capacity });
  };

  const authorise = (request: FastifyRequest): Grant => {
    const token = tokenOf(request);
    if (!token) throw new GraphError(request.method === 'GET' ? 200 : 104);
    const grant = oauth.grantOf(token);
    if (!grant) throw new GraphError(190);
    return grant;
  };

  /** Of `numbers` those that the token of the request reaches. Throws if it reaches none. */
  const reach = (request: FastifyRequest, numbers: MetaNumber[], id: string, purpose: Purpose) => {
    const grant = authorise(request);
    const isOwn = (number: MetaNumber) => grant.kind === 'business' && number.accessToken === grant.accessToken;
    const [first, ...others] = numbers.filter(isOwn);
    const any = first ?? accounts.list().find(isOwn);
    if (any) checkToken(any.token ?? 'valid', purpose);
    if (!first) throw unknownObject(request.method, id);
    checkProof(request, first);
    return [first, ...others] satisfies [MetaNumber, ...MetaNumber[]];
  };

  return {
    authorise,
    ownNumber(request, id, purpose = 'management') {
      const number = accounts.get(id);
      return reach(request, number ? [number] : [], id, purpose)[0];
    },
    ownAccount(request, id) {
      const numbers = reach(request, accounts.ofAccount(id), id, 'management');
      const shape = managementShape(numbers);
      accountOf.set(request, [id, shape]);
      if (limits.management && !buckets.take(`calls ${id}`, shape)) throw new GraphError(80007);
      return numbers;
    },
    usageOf(request) {
      const [accountId, shape] = accountOf.get(request) ?? [];
      return accountId === undefined || !shape
        ? undefined
        : { accountId, percent: buckets.used(`calls ${accountId}`, shape) };
    },
    ownApp(request, id) {
      const grant = authorise(request);
      if (grant.kind !== 'app') throw new GraphError(15);
      const [first, ...others] = grant.appId === id ? accounts.ofApp(id) : [];
      if (!first) throw unknownObject(request.method, id);
      return [first, ...others];
    },
    admitMessage(number, party) {
      if (!takeThroughput(number)) throw new GraphError(130429);
      if (limits.pair && !buckets.take(`${number.phoneNumberId} ${party}`, PAIR)) throw new GraphError(131056);
      if (number.state && number.state !== 'connected') throw new GraphError(STATE_CODES[number.state]);
    },
    countInbound: (number) => void takeThroughput(number),
  };
}

function perSecond({ isOnBusinessApp, throughputPerSecond = STANDARD_PER_SECOND }: MetaNumber): number {
  return isOnBusinessApp ? COEXISTENCE_PER_SECOND : throughputPerSecond;
}

/** Calls an hour on a business account. */
function managementShape(numbers: MetaNumber[]): BucketShape {
  const capacity = numbers.some(isRegistered) ? 5_000 : 200;
  return { capacity, refillMs: HOUR_MS / capacity };
}

function checkToken(state: TokenState, purpose: Purpose): void {
  if (state === 'expired') throw new GraphError(190, { subcode: 463 });
  if (state === 'revoked') throw new GraphError(0);
  if (state === 'no_permission') throw new GraphError(PERMISSION_CODES[purpose]);
}

function checkProof(request: FastifyRequest, number: MetaNumber): void {
  const proof = queryOf(request).get('appsecret_proof') ?? bodyProofOf(request);
  if (proof === undefined) {
    if (!number.requireAppSecretProof) return;
    const message = 'API calls from the server require an appsecret_proof argument';
    throw new GraphError(104, { httpStatus: 400, message });
  }
  const expected = createHmac('sha256', number.appSecret)
    .update(tokenOf(request) ?? '')
    .digest('hex');
  if (proof !== expected) {
    throw new GraphError(100, { message: 'Invalid appsecret_proof provided in the API argument' });
  }
}

function bodyProofOf({ body }: FastifyRequest): string | undefined {
  const proof =
    typeof body === 'object' && body !== null && 'appsecret_proof' in body ? body.appsecret_proof : undefined;
  return typeof proof === 'string' ? proof : undefined;
}
