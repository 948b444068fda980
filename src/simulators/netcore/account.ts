import { notFound } from '../kit/problem.ts';
import type { WebhookForm } from './webhook-form.ts';

/** A business number with the key that belongs to it. */
export interface NetcoreNumber {
  readonly id: string;
  /** Digits only. */
  readonly phoneNumber: string;
  readonly displayName: string;
  readonly apiKey: string;
  /** "Incoming webhook" of the console; delivery events go there too. Absent: nothing is told. */
  readonly callbackUrl?: string;
  readonly conditions: NumberConditions;
  readonly webhookForm: WebhookForm;
}

export interface NumberConditions {
  /** False: the key is answered as an unknown one. */
  isKeyValid: boolean;
  /** The account sends without looking for an opt-in. */
  bypassesOptIn: boolean;
  /** Where a missing opt-in and a closed window are told: in the answer, or in a delivery event after a success. */
  policyRefusals: 'in_answer' | 'in_delivery';
  messagesPerSecond: number;
}

export const USUAL_CONDITIONS: NumberConditions = {
  isKeyValid: true,
  bypassesOptIn: false,
  policyRefusals: 'in_answer',
  messagesPerSecond: 80,
};

/** The numbers of all simulated customers. */
export interface Accounts {
  /** Adds a number, or replaces the one with its id. */
  set(number: NetcoreNumber): void;
  get(id: string): NetcoreNumber | undefined;
  /** Throws a 404 problem if there is none of that id. */
  require(id: string): NetcoreNumber;
  list(): NetcoreNumber[];
  /** Usually one: a key is made for a number. */
  ofKey(apiKey: string): NetcoreNumber[];
}

/** `onSet` hears of every number that is added or changed. */
export function createAccounts(onSet: (number: NetcoreNumber) => void): Accounts {
  const numbers = new Map<string, NetcoreNumber>();
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
    ofKey: (apiKey) => [...numbers.values()].filter((number) => number.apiKey === apiKey),
  };
}
