import type { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { changedSubscription, Subscription } from './subscription-schema.ts';

export type { Subscription } from './subscription-schema.ts';

/** What accounts want to be told, and where. */
export interface Subscriptions {
  list(username: string): Subscription[];
  /** Throws a 404. */
  require(username: string, id: string): Subscription;
  /** Throws a 400 for an id that is taken. */
  add(username: string, subscription: Subscription): void;
  /** Throws a 404, and a 400 for a profile that is not there. */
  change(username: string, id: string, change: z.output<typeof changedSubscription>): Subscription;
  /** Throws a 404. */
  remove(username: string, id: string): Subscription;
}

export function createSubscriptions(): Subscriptions {
  const byUser = new Map<string, Subscription[]>();
  const list = (username: string) => byUser.get(username) ?? [];

  const require = (username: string, id: string) => {
    const found = list(username).find(({ subscriptionId }) => subscriptionId === id);
    if (!found) throw new ApiError(404);
    return found;
  };

  const replace = (username: string, id: string, next: Subscription[]) =>
    byUser.set(username, [...list(username).filter(({ subscriptionId }) => subscriptionId !== id), ...next]);

  return {
    list,
    require,
    add(username, subscription) {
      const { subscriptionId: id } = subscription;
      if (list(username).some(({ subscriptionId }) => subscriptionId === id)) {
        throw new ApiError(400, { validationErrors: { subscriptionId: ['must be unique'] } });
      }
      replace(username, id, [subscription]);
    },
    change(username, id, { profile: { profileId }, ...change }) {
      require(username, id);
      const profile = list(username).find((one) => one.profile.profileId === profileId)?.profile;
      if (!profile) throw new ApiError(400, { validationErrors: { 'profile.profileId': ['must exist'] } });
      const changed = { ...change, subscriptionId: id, profile };
      replace(username, id, [changed]);
      return changed;
    },
    remove(username, id) {
      const removed = require(username, id);
      replace(username, id, []);
      return removed;
    },
  };
}
