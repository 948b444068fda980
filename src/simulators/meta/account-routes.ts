import type { FastifyRequest } from 'fastify';
import { type MetaNumber, portfolioOf } from './account.ts';
import { pickFields } from './fields.ts';
import { GraphError } from './graph-error.ts';
import { renderHealth } from './number-fields.ts';
import { type NumberParts, parseOverride } from './number-routes.ts';
import { idOf, paramsOf, queryOf } from './request.ts';
import type { GraphObject, Route } from './route.ts';

const DEFAULT_FIELDS = ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'];

/** Which apps get a business account's webhooks, and where. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
export function addAccountRoutes(route: Route, { accounts, admission, verify }: NumberParts): void {
  const ofSameApp = (request: FastifyRequest) => {
    const [own] = admission.ownAccount(request, idOf(request));
    return (number: MetaNumber) => number.businessAccountId === own.businessAccountId && number.appId === own.appId;
  };

  route('POST', '/:id/subscribed_apps', async (request) => {
    const isMeant = ofSameApp(request);
    const override = parseOverride(paramsOf(request));
    if (override) await verify(override);
    accounts.change(isMeant, ({ accountOverride: _before, ...number }) => ({
      ...number,
      isSubscribed: true,
      ...(override && { accountOverride: override }),
    }));
    return { success: true };
  });

  route('GET', '/:id/subscribed_apps', async (request) => {
    const numbers = admission.ownAccount(request, idOf(request));
    const apps = Map.groupBy(
      numbers.filter(({ isSubscribed }) => isSubscribed !== false),
      ({ appId }) => appId,
    );
    return { data: [...apps.values()].flatMap(([number]) => (number ? [renderSubscription(number)] : [])) };
  });

  route('DELETE', '/:id/subscribed_apps', async (request) => {
    accounts.change(ofSameApp(request), ({ accountOverride: _before, ...number }) => ({
      ...number,
      isSubscribed: false,
    }));
    return { success: true };
  });
}

/** `/{whatsapp-business-account-id}`. Changes are accepted and kept by nobody. */
export function accountObject({ accounts, admission }: NumberParts): GraphObject {
  return {
    has: (id) => accounts.ofAccount(id).length > 0,
    read: (request, id) => {
      const [number] = admission.ownAccount(request, id);
      return pickFields(renderAccount(number), queryOf(request).get('fields'), DEFAULT_FIELDS);
    },
    change: (request, id) => {
      admission.ownAccount(request, id);
      if (Object.keys(paramsOf(request)).length === 0) throw new GraphError(100, { details: 'Nothing to change.' });
      return { success: true };
    },
  };
}

function renderSubscription({ appId, accountOverride }: MetaNumber): object {
  return {
    whatsapp_business_api_data: {
      id: appId,
      name: 'Simulated app',
      link: `https://www.facebook.com/games/?app_id=${appId}`,
    },
    ...(accountOverride && { override_callback_uri: accountOverride.callbackUrl }),
  };
}

function renderAccount(number: MetaNumber): Record<string, unknown> {
  const owner = { id: portfolioOf(number), name: number.displayName ?? 'Simulated business' };
  return {
    id: number.businessAccountId,
    name: number.displayName ?? 'Simulated business',
    currency: 'USD',
    country: 'US',
    timezone_id: '1',
    status: 'ACTIVE',
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    ownership_type: 'SELF',
    owner_business_info: owner,
    on_behalf_of_business_info: { ...owner, status: 'APPROVED', type: 'SELF' },
    message_template_namespace: `sim_${number.businessAccountId}`,
    is_enabled_for_insights: false,
    health_status: renderHealth(number),
    primary_funding_id: undefined,
    auth_international_rate_eligibility: undefined,
    marketing_messages_onboarding_status: 'ELIGIBLE',
    disable_marketing_messages_on_cloud_api: false,
    subscribed_apps: undefined,
  };
}
