import { notFound } from '../kit/problem.ts';
import type { EnterpriseConditions, SelfServeConditions } from './conditions.ts';

/** The client id and secret of an application; callbacks then carry a token signed with them. */
export interface AssociatedApp {
  clientId: string;
  clientSecret: string;
  /** HS256 if left out. */
  algorithm?: 'HS256' | 'HS512' | undefined;
  /** How long a token holds, in seconds: an hour if left out. */
  lifetimeSeconds?: number | undefined;
}

interface NumberBasics {
  /** Id of the number, as the phones know it. */
  readonly numberId: string;
  /** Digits only. */
  readonly phoneNumber: string;
  readonly displayName: string;
  /** Where callbacks go; none are sent without it. */
  readonly callbackUrl?: string;
  readonly app?: AssociatedApp;
}

/** A user id and its password. */
export interface CredentialPair {
  readonly userId: string;
  readonly password: string;
}

/** A number on the enterprise gateway. */
export interface EnterpriseNumber extends NumberBasics {
  readonly product: 'enterprise';
  /** For answers inside the window; for everything where there is no second pair. */
  readonly session: CredentialPair;
  /** For templates and consent. */
  readonly hsm?: CredentialPair;
  /** Where delivery reports go; to `callbackUrl` if left out. */
  readonly reportUrl?: string;
  readonly conditions: EnterpriseConditions;
}

/** A number behind an app of the self-serve product. */
export interface SelfServeNumber extends NumberBasics {
  readonly product: 'self_serve';
  readonly appName: string;
  readonly appId: string;
  readonly wabaId: string;
  readonly apiKey: string;
  /** The partner who manages the app. */
  readonly partner: { email: string; password: string; token: string; appToken: string };
  readonly conditions: SelfServeConditions;
}

export type GupshupNumber = EnterpriseNumber | SelfServeNumber;

/** All numbers at the simulated provider. */
export interface Accounts {
  /** Adds a number, or replaces the one of its id. */
  set(number: GupshupNumber): void;
  /** Throws a 404 problem if there is none of that id. */
  require(numberId: string): GupshupNumber;
  enterprise(): EnterpriseNumber[];
  selfServe(): SelfServeNumber[];
  list(): GupshupNumber[];
}

/** `onSet` is told of every number that was added or changed. */
export function createAccounts(onSet: (number: GupshupNumber) => void): Accounts {
  const numbers = new Map<string, GupshupNumber>();
  const list = () => [...numbers.values()];
  return {
    set(number) {
      numbers.set(number.numberId, number);
      onSet(number);
    },
    require(numberId) {
      const number = numbers.get(numberId);
      if (!number) throw notFound(`Gupshup number ${numberId}`);
      return number;
    },
    enterprise: () => list().filter((number) => number.product === 'enterprise'),
    selfServe: () => list().filter((number) => number.product === 'self_serve'),
    list,
  };
}
