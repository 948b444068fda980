import { SimulatorProblem } from '../kit/problem.ts';

/** What an API key may be allowed to do. https://www.infobip.com/docs/essentials/api-essentials/api-authorization */
export const SCOPES = [
  ...(['message:send', 'whatsapp:message:send', 'whatsapp:manage', 'inbound-message:read'] as const),
  ...(['whatsapp:inbound-message:read', 'subscriptions:manage', 'numbers:manage'] as const),
] as const;
export type Scope = (typeof SCOPES)[number];

/** An Infobip account: one login, one API key, any number of senders. */
export interface InfobipAccount {
  readonly username: string;
  readonly password: string;
  readonly apiKey: string;
  /** Of the API key; all unless said. */
  scopes?: readonly Scope[] | undefined;
  /** No credentials are good any more. */
  isLocked?: boolean;
  /** Sends are rejected for want of money. */
  hasNoCredits?: boolean;
  /** Digits; a trial account reaches nobody else. */
  trialRecipients?: readonly string[] | undefined;
  /** Messages per second: 4,000 unless said. */
  sendsPerSecond?: number;
}

/** Where an account's webhooks go, and what they carry beside the body. */
export interface CallbackTarget {
  url: string;
  headers?: Readonly<Record<string, string>> | undefined;
  security?: WebhookSecurity | undefined;
}

export type WebhookSecurity =
  | { type: 'BASIC'; username: string; password: string }
  | { type: 'HMAC'; secretKey: string; algorithm: HmacAlgorithm };

export const HMAC_ALGORITHMS = [
  ...(['HMAC_MD5', 'HMAC_SHA_1', 'HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512'] as const),
] as const;
export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];

export type SenderQuality = 'HIGH' | 'MEDIUM' | 'LOW' | 'UNKNOWN';

/** A sender: a business phone number of an account. */
export interface InfobipNumber {
  /** Digits only. */
  readonly sender: string;
  /** Of the account it belongs to. */
  readonly username: string;
  readonly displayName?: string;
  readonly businessAccountId: number;
  /** The portal's URL for incoming messages and reports. */
  callback?: CallbackTarget | undefined;
  /** The number's own rule for incoming messages; it goes before subscriptions. */
  forwarding?: Forwarding | undefined;
  /** Of a sender that many trial accounts share: people join, and write this word first. */
  sharedKeyword?: string | undefined;
  quality?: SenderQuality;
  state?: string;
  currentLimit?: string;
}

/** https://www.infobip.com/docs/api/platform/numbers/inbound-message-configuration */
export type Forwarding = { type: 'HTTP_FORWARD'; url: string; format?: string } | { type: string };

/** The simulated accounts and their senders. */
export interface Accounts {
  setAccount(account: InfobipAccount): void;
  /** Adds a sender, or replaces the one of its number. */
  setNumber(number: InfobipNumber): void;
  account(username: string): InfobipAccount | undefined;
  listAccounts(): InfobipAccount[];
  bySender(sender: string): InfobipNumber | undefined;
  numbersOf(username: string): InfobipNumber[];
  listNumbers(): InfobipNumber[];
  /** By the phones' id. Throws a 404 problem where there is none. */
  requireNumber(numberId: string): InfobipNumber;
  /** Throws a 404 problem where there is none. */
  requireAccount(username: string): InfobipAccount;
}

/** The phones' id of a sender: unique beside other providers that serve the same number. */
export function numberIdOf({ sender }: Pick<InfobipNumber, 'sender'>): string {
  return `infobip-${sender}`;
}

/** `changed` is called after every change of a sender. */
export function createAccounts(changed: (number: InfobipNumber) => void): Accounts {
  const accounts = new Map<string, InfobipAccount>();
  const numbers = new Map<string, InfobipNumber>();
  const listNumbers = () => [...numbers.values()];

  return {
    setAccount: (account) => void accounts.set(account.username, account),
    setNumber(number) {
      numbers.set(number.sender, number);
      changed(number);
    },
    account: (username) => accounts.get(username),
    listAccounts: () => [...accounts.values()],
    bySender: (sender) => numbers.get(sender),
    numbersOf: (username) => listNumbers().filter((number) => number.username === username),
    listNumbers,
    requireNumber: (numberId) => found(listNumbers().find((number) => numberIdOf(number) === numberId)),
    requireAccount: (username) => found(accounts.get(username)),
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new SimulatorProblem(404, 'not_found', 'The simulated Infobip does not know it.');
  return value;
}
