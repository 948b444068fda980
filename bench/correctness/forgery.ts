import { textWebhook } from '../wire.ts';
import type { Scene } from './scenarios.ts';

export const FORGERY = { id: 'forged', name: 'forged signature' };
const PEOPLE = 20;

/** Webhooks that are signed with another secret; resolves with how many of them were acknowledged. */
export async function forge({ ledger, postman, person }: Scene): Promise<number> {
  let acknowledged = 0;
  for (let index = 0; index < PEOPLE; index += 1) {
    const status = await postman.forge(textWebhook(person(index), ledger.next(person(index))).body);
    if (status >= 200 && status < 300) acknowledged += 1;
  }
  return acknowledged;
}

/** What the provider's end saw of forged messages is a fault. */
export function forgeryFaults(acknowledged: number, answered: number): Record<string, number> {
  return { 'acknowledged though forged': acknowledged, 'answered though forged': answered };
}
