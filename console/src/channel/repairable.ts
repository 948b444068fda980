import type { Check } from '../api/types.ts';

/** The steps that the gateway can mend at a provider itself: they are subscriptions. */
const REPAIRABLE = ['subscription', 'callback', 'webhook_fields'];

/** Whether trying again with `repair` could mend a wrong step. */
export function isRepairable({ name, ok }: Check): boolean {
  return !ok && REPAIRABLE.includes(name);
}
