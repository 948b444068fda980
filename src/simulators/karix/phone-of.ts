import type { Person } from '../kit/people.ts';
import { notSupported } from '../kit/problem.ts';

/** Digits. Throws a 409 problem for people without a phone number: the webhooks have no other name for them. */
export function phoneOf({ phone }: Person): string {
  if (!phone) throw notSupported('karix', 'people without a phone number');
  return phone;
}
