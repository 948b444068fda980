import { notFound } from '../kit/problem.ts';

/** The number that all accounts share for trying things out. */
export const SANDBOX_NUMBER = '14155238886';

/** How inbound webhooks name what a person chose from a list; the documentation is vague about it. */
export const LIST_REPLIES = [
  'ListId',
  'ListReplyId',
  'ButtonPayload',
  'InteractiveData',
  'ChannelMetadata',
  'Body',
] as const;

/** What scripts set about an account. */
export interface AccountConditions {
  /** No credentials are right: 401 with 20003. */
  refusesCredentials?: boolean;
  /** API calls per second; more are 429 with 20429. No limit unless said. */
  requestsPerSecond?: number;
  /** The queue of every sender is full: 21611. */
  isQueueFull?: boolean;
  /** Every message is accepted and fails with this code of the channel. */
  channelFailure?: number;
  /** Media of inbound messages need HTTP Basic; true unless said. */
  enforcesMediaAuth?: boolean;
  /** Webhooks are JSON with `bodySHA256` in their URL. */
  sendsJson?: boolean;
  /** Added to every inbound webhook, such as `Forwarded`. */
  extraParameters?: Readonly<Record<string, string>>;
  /** Left out of every inbound webhook, such as `MessageType`. */
  omittedParameters?: readonly string[];
  /** `ListId` unless said. */
  listReply?: (typeof LIST_REPLIES)[number];
  /** What the business-scoped user id is called in webhooks: `ExternalUserId` unless said. */
  userIdParameter?: 'ExternalUserId' | 'ExternalUserIdentifier';
  /** Status callbacks that never come, such as `delivered`. */
  skippedStatuses?: readonly string[];
  /** The signature of every webhook is wrong. */
  signsWrongly?: boolean;
  /** Digits of numbers that are no WhatsApp senders. */
  plainNumbers?: readonly string[];
  /** What people send to join the sandbox is handed on to the business as well. */
  forwardsJoin?: boolean;
}

export interface TwilioAccount extends AccountConditions {
  sid: string;
  /** Password of API calls, and the key of webhook signatures. */
  authToken: string;
  /** Accepted for API calls while the token is changed. */
  secondaryAuthToken?: string;
  apiKeys?: readonly { sid: string; secret: string }[];
  friendlyName: string;
  /** `active` unless said. */
  status?: 'active' | 'suspended' | 'closed';
  /** `Full` unless said. A trial account sends 50 messages a day. */
  type?: 'Trial' | 'Full';
  /** Epoch ms. */
  createdAt: number;
}

/** The simulated accounts, by sid. */
export interface Accounts {
  /** Adds an account, or replaces the one with its sid. */
  set(account: TwilioAccount): void;
  get(sid: string): TwilioAccount | undefined;
  /** As `get`; throws a 404 problem where there is none. */
  require(sid: string): TwilioAccount;
  list(): TwilioAccount[];
}

export function createAccounts(): Accounts {
  const accounts = new Map<string, TwilioAccount>();
  return {
    set: (account) => void accounts.set(account.sid, account),
    get: (sid) => accounts.get(sid),
    require(sid) {
      const account = accounts.get(sid);
      if (!account) throw notFound(`Account ${sid}`);
      return account;
    },
    list: () => [...accounts.values()],
  };
}
