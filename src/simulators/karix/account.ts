import { notFound } from '../kit/problem.ts';
import type { WebhookForm } from './webhook-form.ts';

/** What opens the API of a product: the RCM API of today, or the older global one. */
export type Credentials =
  | { readonly product: 'rcm'; readonly accountKey: string }
  | { readonly product: 'global'; readonly accountUid: string; readonly token: string };

/** A business number at one of the two products. */
export interface KarixNumber {
  readonly id: string;
  /** Digits only. */
  readonly phoneNumber: string;
  readonly displayName: string;
  readonly credentials: Credentials;
  /** Where events go, as registered at Karix. Absent: nothing is told. */
  readonly callbackUrl?: string;
  readonly conditions: NumberConditions;
  readonly webhookForm: WebhookForm;
}

export interface NumberConditions {
  /** False: the credentials are answered as unknown ones. */
  areCredentialsValid: boolean;
  isSuspended: boolean;
  /** The usual `Authorization` header is taken beside `Authentication`, as a reseller does. */
  acceptsAuthorization: boolean;
  /** Downloads of inbound files need the header `SHA256`. */
  requiresSha256: boolean;
  /** False: the global API answers 402. */
  hasBalance: boolean;
  messagesPerSecond: number;
}

export const USUAL_CONDITIONS: NumberConditions = {
  areCredentialsValid: true,
  isSuspended: false,
  acceptsAuthorization: false,
  requiresSha256: false,
  hasBalance: true,
  messagesPerSecond: 80,
};

/** The numbers of all simulated customers. */
export interface Accounts {
  /** Adds a number, or replaces the one with its id. */
  set(number: KarixNumber): void;
  get(id: string): KarixNumber | undefined;
  /** Throws a 404 problem if there is none of that id. */
  require(id: string): KarixNumber;
  list(): KarixNumber[];
  /** The RCM numbers of a key. */
  ofKey(accountKey: string): KarixNumber[];
  /** The numbers of an account at the global API. */
  ofUid(accountUid: string, token: string): KarixNumber[];
}

/** `onSet` hears of every number that is added or changed. */
export function createAccounts(onSet: (number: KarixNumber) => void): Accounts {
  const numbers = new Map<string, KarixNumber>();
  const those = (fits: (credentials: Credentials) => boolean) =>
    [...numbers.values()].filter(({ credentials, conditions }) => conditions.areCredentialsValid && fits(credentials));
  return {
    set(number) {
      numbers.set(number.id, number);
      onSet(number);
    },
    get: (id) => numbers.get(id),
    require(id) {
      const number = numbers.get(id);
      if (!number) throw notFound(`Number ${id}`);
      return number;
    },
    list: () => [...numbers.values()],
    ofKey: (key) => those((one) => one.product === 'rcm' && one.accountKey === key),
    ofUid: (uid, token) => those((one) => one.product === 'global' && one.accountUid === uid && one.token === token),
  };
}
