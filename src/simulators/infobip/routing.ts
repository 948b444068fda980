import type { Accounts, CallbackTarget, InfobipNumber } from './account.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** The events that an account can subscribe to, of those that are told here. */
export type InfobipEvent =
  | 'INBOUND_MESSAGE'
  | 'DELIVERY'
  | 'SEEN'
  | 'TEMPLATE_UPDATE'
  | 'PAYMENT_STATUS'
  | 'MARKETING_SUBSCRIPTION_UPDATE'
  | 'IDENTITY_CHANGE';

export interface Route extends CallbackTarget {
  /** Of the subscription's profile. */
  maxBucketSize?: number | undefined;
}

/** What decides on a webhook's way, beside its sender. */
export interface Occasion {
  event: InfobipEvent;
  /** A message's own address for its reports. */
  notifyUrl?: string | undefined;
  entityId?: string | undefined;
  applicationId?: string | undefined;
}

/** Where a webhook goes; nothing if nobody wants it. */
export type Routing = (number: InfobipNumber, occasion: Occasion) => Route | undefined;

export function createRouting(accounts: Accounts, subscriptions: Subscriptions): Routing {
  return (known, occasion) => {
    // What was set since the webhook came about counts.
    const number = accounts.bySender(known.sender) ?? known;
    const subscribed = subscriptions.list(number.username).find((one) => covers(one, number, occasion));
    const general: Route | undefined = subscribed ? routeOf(subscribed) : number.callback;
    const { forwarding } = number;
    if (occasion.event === 'INBOUND_MESSAGE' && forwarding && forwarding.type !== 'FORWARD_TO_SUBSCRIPTION') {
      return 'url' in forwarding ? { ...number.callback, url: forwarding.url } : undefined;
    }
    return occasion.notifyUrl ? { ...general, url: occasion.notifyUrl } : general;
  };
}

function covers(
  { events, resources, criteria, users }: Subscription,
  number: InfobipNumber,
  occasion: Occasion,
): boolean {
  const names = events.map((event) => (typeof event === 'string' ? event : event.event));
  if (!names.includes(occasion.event)) return false;
  if (resources && resources.length > 0 && !resources.includes(number.sender)) return false;
  if (users && users.length > 0 && !users.includes(number.username)) return false;
  if (!criteria || criteria.length === 0) return true;
  return criteria.some(
    ({ applicationId, entityId }) =>
      (applicationId ?? occasion.applicationId) === occasion.applicationId &&
      (entityId ?? occasion.entityId) === occasion.entityId,
  );
}

function routeOf({ profile }: Subscription): Route | undefined {
  const url = profile.webhook?.notifyUrl;
  if (!url) return undefined;
  return { url, headers: profile.headers, security: profile.security?.target, maxBucketSize: profile.maxBucketSize };
}
