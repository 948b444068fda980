import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { pageOf } from './paging.ts';
import { changedSubscription, newSubscription, type Subscription } from './subscription-schema.ts';
import type { Subscriptions } from './subscriptions.ts';
import { parseBody } from './validation.ts';

const ALL = '/subscriptions/1/subscription/:channel';
const ONE = `${ALL}/:subscriptionId`;

/** Webhooks by API. https://www.infobip.com/docs/api/platform/subscriptions */
export function addSubscriptionRoutes(
  app: FastifyInstance,
  { admission, subscriptions }: { admission: Admission; subscriptions: Subscriptions },
): void {
  const userOf = (request: FastifyRequest) => {
    const { username } = admission.admit(request, 'subscriptions');
    if (paramOf(request, 'channel') !== 'WHATSAPP') throw new ApiError(404);
    return username;
  };
  const idOf = (request: FastifyRequest) => paramOf(request, 'subscriptionId');

  app.get(ALL, async (request) => {
    const { items, paging } = pageOf(subscriptions.list(userOf(request)), request);
    return { results: items.map(render), paging };
  });
  app.post(ALL, async (request, reply) => {
    const username = userOf(request);
    const subscription = parseBody(newSubscription, request.body);
    subscriptions.add(username, subscription);
    return reply.status(201).send(renderNames(subscription));
  });
  app.get(ONE, async (request) => render(subscriptions.require(userOf(request), idOf(request))));
  app.put(ONE, async (request) => {
    const username = userOf(request);
    const change = parseBody(changedSubscription, request.body);
    return renderNames(subscriptions.change(username, idOf(request), change));
  });
  app.delete(ONE, async (request) => renderNames(subscriptions.remove(userOf(request), idOf(request))));
}

/** Profiles are named, not shown. */
function renderNames({ subscriptionId, profile }: Subscription): object {
  const { profileId, security } = profile;
  return { subscriptionId, profile: { profileId, ...(security && { security: { authId: security.authId } }) } };
}

function render(subscription: Subscription): object {
  const { name, events, criteria = [], resources = [], users = [] } = subscription;
  return { ...renderNames(subscription), ...(name && { name }), events, criteria, resources, users };
}
