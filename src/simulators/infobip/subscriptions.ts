import type { z } from 'zod';
import { type AccountBook, createAccountBook } from './account-book.ts';
import { ApiError } from './api-error.ts';
import type { changedSubscription, Profile, Security, Subscription } from './subscription-schema.ts';

export type { Subscription } from './subscription-schema.ts';

/** What accounts want to be told, and where. Each subscription names a profile, which may name a security; both may serve several. */
export interface Subscriptions {
  /** With their profiles and securities, as they are now. */
  list(username: string): Subscription[];
  /** Throws a 404. */
  require(username: string, id: string): Subscription;
  /** A profile or security with an id that is there already is that one, whatever else is said. Throws a 400 for an id that is taken. */
  add(username: string, subscription: Subscription): void;
  /** Throws a 404, and a 400 for a profile that is not there. */
  change(username: string, id: string, change: z.output<typeof changedSubscription>): Subscription;
  /** Profile and security stay. Throws a 404. */
  remove(username: string, id: string): Subscription;
  profiles: AccountBook<Profile>;
  securities: AccountBook<Security>;
}

export function createSubscriptions(): Subscriptions {
  const subscriptions = createAccountBook<Subscription>('subscriptionId');
  const profiles = createAccountBook<Profile>('profileId');
  const securities = createAccountBook<Security>('authId');

  const complete = (username: string, subscription: Subscription): Subscription => {
    const profile = profiles.find(username, subscription.profile.profileId) ?? subscription.profile;
    const { security } = profile;
    if (!security) return { ...subscription, profile };
    const known = securities.find(username, security.authId) ?? security;
    return { ...subscription, profile: { ...profile, security: known } };
  };

  return {
    ...{ profiles, securities },
    list: (username) => subscriptions.list(username).map((one) => complete(username, one)),
    require: (username, id) => complete(username, subscriptions.require(username, id)),
    add(username, subscription) {
      const { subscriptionId, profile } = subscription;
      subscriptions.add(username, subscriptionId, subscription);
      if (profiles.find(username, profile.profileId)) return;
      profiles.add(username, profile.profileId, profile);
      const { security } = profile;
      if (security && !securities.find(username, security.authId)) securities.add(username, security.authId, security);
    },
    change(username, id, { profile: { profileId }, ...change }) {
      subscriptions.require(username, id);
      const profile = profiles.find(username, profileId);
      if (!profile) throw new ApiError(400, { validationErrors: { 'profile.profileId': ['must exist'] } });
      subscriptions.change(username, id, { ...change, subscriptionId: id, profile });
      return complete(username, subscriptions.require(username, id));
    },
    remove(username, id) {
      const removed = complete(username, subscriptions.require(username, id));
      subscriptions.remove(username, id);
      return removed;
    },
  };
}
