import type { FastifyRequest } from 'fastify';
import { type BucketShape, createBuckets } from '../kit/bucket.ts';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts, InfobipAccount, InfobipNumber, Scope } from './account.ts';
import { ApiError } from './api-error.ts';
import type { Sessions } from './sessions.ts';

/** What a call is for: it decides on the scopes that allow it and on the limit it counts against. */
export type Purpose = keyof typeof SCOPES_OF;

const MANAGE = 'whatsapp:manage';
const SEND = ['message:send', 'whatsapp:message:send', MANAGE] as const;
const READ = ['inbound-message:read', 'whatsapp:inbound-message:read', MANAGE] as const;

const SCOPES_OF = {
  send: SEND,
  event: SEND,
  media: READ,
  payment: READ,
  deleteMedia: [MANAGE],
  markRead: [MANAGE],
  manage: [MANAGE],
  listAll: [MANAGE],
  createTemplate: [MANAGE],
  editTemplate: [MANAGE],
  deleteTemplate: [MANAGE],
  subscriptions: ['subscriptions:manage'],
  numbers: ['numbers:manage'],
} as const satisfies Record<string, readonly Scope[]>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Calls of one account, as documented at the endpoints; sends have the account's own figure. */
const LIMITS: Partial<Record<Purpose, BucketShape>> = {
  event: perTime(2_500, SECOND_MS),
  media: perTime(15, SECOND_MS),
  payment: perTime(10, SECOND_MS),
  deleteMedia: perTime(30, MINUTE_MS),
  markRead: perTime(10, SECOND_MS),
  manage: perTime(2_500, SECOND_MS),
  listAll: perTime(15, SECOND_MS),
  createTemplate: perTime(1_000, HOUR_MS),
  editTemplate: perTime(100, HOUR_MS),
  deleteTemplate: perTime(200, HOUR_MS),
  numbers: { capacity: 10, refillMs: SECOND_MS / 2 },
};
const SENDS_PER_SECOND = 4_000;

/** Whether a request may go on: credentials, scope, rate. Throws ApiErrors. */
export interface Admission {
  authorise(request: FastifyRequest): InfobipAccount;
  admit(request: FastifyRequest, purpose: Purpose): InfobipAccount;
  /** Counts `count` messages against the account's rate. */
  admitMessages(account: InfobipAccount, count: number): void;
  /** As `admit`, for a sender that must be the account's own: else 404. */
  ownNumber(request: FastifyRequest, purpose: Purpose): InfobipNumber;
}

export interface AdmissionOptions {
  accounts: Accounts;
  sessions: Sessions;
  clock: SimulatorClock;
  /** False: no 429 but those asked for. */
  limits: boolean;
}

export function createAdmission({ accounts, sessions, clock, limits }: AdmissionOptions): Admission {
  const buckets = createBuckets(clock);
  const take = (key: string, shape: BucketShape) => {
    if (limits && !buckets.take(key, shape)) throw new ApiError(429, { retryAfter: 1 });
  };

  const authorise = (request: FastifyRequest): InfobipAccount => {
    const [scheme = '', credentials = ''] = splitOnce(request.headers.authorization ?? '', ' ');
    const account = findAccount(scheme, credentials, request.ip);
    if (!account || account.isLocked) throw new ApiError(401);
    return account;
  };

  const findAccount = (scheme: string, credentials: string, address: string): InfobipAccount | undefined => {
    switch (scheme) {
      case 'App':
        return accounts.listAccounts().find(({ apiKey }) => apiKey === credentials);
      case 'Basic':
        return loggedIn(accounts, ...splitOnce(Buffer.from(credentials, 'base64').toString('utf8'), ':'));
      case 'IBSSO':
        return accounts.account(sessions.userOf(credentials, address) ?? '');
      case 'Bearer':
        return accounts.account(sessions.userOfGrant(credentials) ?? '');
      default:
        return undefined;
    }
  };

  const admit = (request: FastifyRequest, purpose: Purpose): InfobipAccount => {
    const account = authorise(request);
    const isByKey = request.headers.authorization?.startsWith('App ');
    const wanted: readonly Scope[] = SCOPES_OF[purpose];
    if (isByKey && account.scopes && !account.scopes.some((scope) => wanted.includes(scope))) throw new ApiError(403);
    const shape = LIMITS[purpose];
    if (shape) take(`${purpose} ${account.username}`, shape);
    return account;
  };

  return {
    authorise,
    admit,
    admitMessages(account, count) {
      const capacity = account.sendsPerSecond ?? SENDS_PER_SECOND;
      for (let sent = 0; sent < count; sent += 1) {
        take(`send ${account.username}`, perTime(capacity, SECOND_MS));
      }
    },
    ownNumber(request, purpose) {
      const { username } = admit(request, purpose);
      const number = accounts.bySender(paramOf(request, 'sender'));
      if (number?.username !== username) throw new ApiError(404);
      return number;
    },
  };
}

function perTime(count: number, ms: number): BucketShape {
  return { capacity: count, refillMs: ms / count };
}

/** The account of a login, if the password is right. */
export function loggedIn(accounts: Accounts, username: string, password = ''): InfobipAccount | undefined {
  const account = accounts.account(username);
  return account && account.password === password && !account.isLocked ? account : undefined;
}

/** A parameter of the path, which every route that asks has. */
export function paramOf(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? '';
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
