import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createBuckets } from '../kit/bucket.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts, TwilioAccount } from './accounts.ts';
import { pathPart } from './request.ts';
import { noResource, RestError } from './rest-error.ts';

/** Who makes a request. */
export interface Caller {
  account: TwilioAccount;
  /** Called with the account's own token, not with an API key. */
  hasAuthToken: boolean;
}

/** Whether a request may go on: credentials, state of the account, rate. Throws RestErrors. */
export interface Admission {
  /** The caller, whatever the path. */
  admit(request: FastifyRequest, reply: FastifyReply): Caller;
  /** The caller, who must own the `:accountSid` of the path. */
  admitOwner(request: FastifyRequest, reply: FastifyReply): Caller;
  /** Whose credentials these are; nothing if they are wrong. Counts against no limit. */
  identify(request: FastifyRequest): Caller | undefined;
}

export function createAdmission(accounts: Accounts, clock: SimulatorClock): Admission {
  const buckets = createBuckets(clock);

  const identify = (request: FastifyRequest): Caller | undefined => {
    const [user, password] = readBasic(request.headers.authorization) ?? [];
    if (user === undefined || password === undefined) return undefined;
    const account = accounts
      .list()
      .find(({ sid, apiKeys }) => sid === user || apiKeys?.some((key) => key.sid === user));
    if (!account || account.refusesCredentials) return undefined;
    const hasAuthToken = account.sid === user;
    return secretsOf(account, user).some((secret) => isSame(secret, password)) ? { account, hasAuthToken } : undefined;
  };

  const admit = (request: FastifyRequest, reply: FastifyReply): Caller => {
    const caller = identify(request);
    if (!caller) throw new RestError(20003);
    const { sid, requestsPerSecond } = caller.account;
    if (requestsPerSecond === undefined) return caller;
    const shape = { capacity: requestsPerSecond, refillMs: 1000 / requestsPerSecond };
    if (buckets.take(sid, shape)) return caller;
    void reply.header('twilio-concurrent-requests', String(requestsPerSecond));
    throw new RestError(20429);
  };

  return {
    identify,
    admit,
    admitOwner(request, reply) {
      const caller = admit(request, reply);
      if (pathPart(request, 'accountSid') !== caller.account.sid) throw noResource(request.url);
      return caller;
    },
  };
}

/** A suspended or closed account reads, but sends nothing. Throws 20005. */
export function requireActive({ status = 'active' }: TwilioAccount): void {
  if (status !== 'active') throw new RestError(20005);
}

function readBasic(header: string | undefined): [user: string, password: string] | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return [user, password.join(':')];
}

function secretsOf({ sid, authToken, secondaryAuthToken, apiKeys = [] }: TwilioAccount, user: string): string[] {
  if (user !== sid) return apiKeys.filter((key) => key.sid === user).map(({ secret }) => secret);
  return secondaryAuthToken === undefined ? [authToken] : [authToken, secondaryAuthToken];
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
