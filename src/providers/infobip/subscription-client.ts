import type { ProviderResult } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { asList, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { type Api, callForObject } from './api.ts';
import { renderProfile, renderSecurity } from './profile.ts';

const SUBSCRIPTIONS = '/subscriptions/1/subscription/WHATSAPP';
const SECURITIES = '/subscriptions/1/security';
const CONFIGURATIONS = '/resource-management/1/inbound-message-configurations';
/** More than anybody has for one number. */
const PAGE_SIZE = 100;
/** What is understood of what can be had. */
const EVENTS = [
  'INBOUND_MESSAGE',
  'DELIVERY',
  'SEEN',
  'TEMPLATE_UPDATE',
  'PAYMENT_STATUS',
  'MARKETING_SUBSCRIPTION_UPDATE',
  'IDENTITY_CHANGE',
];

interface Subscription {
  id: string;
  /** Where it leads to; undefined if that cannot be read. */
  url: string | undefined;
}

/** Where the messages for a number go: https://www.infobip.com/docs/cpaas-x/subscriptions-management (seen 2026-07). */
export interface Subscriptions {
  /** Of the number itself, which goes before all subscriptions. Undefined: nothing is set there. */
  numberUrl(number: string, signal: AbortSignal): Promise<ProviderResult<string | undefined>>;
  /** Those that messages for the number come by. */
  ofNumber(number: string, signal: AbortSignal): Promise<ProviderResult<readonly Subscription[]>>;
  /** Makes ours, or corrects it. */
  set(number: string, url: string, signal: AbortSignal): Promise<ProviderResult<unknown>>;
}

export function createSubscriptions(api: Api, settings: FieldValues): Subscriptions {
  return {
    numberUrl: async (number, signal) => {
      const path = `${CONFIGURATIONS}?channel=WHATSAPP&number=${encodeURIComponent(number)}`;
      const answer = await api.call({ method: 'GET', path, signal });
      if (!answer.ok) return answer.trouble.kind === 'not_found' ? { ok: true, value: undefined } : answer;
      const urls = asList(answer.value).map((value) => asText(asObject(asObject(value).forwarding).url));
      return { ok: true, value: urls.find((url) => url !== undefined) };
    },

    ofNumber: async (number, signal) => {
      const path = `${SUBSCRIPTIONS}?resource=${encodeURIComponent(number)}&size=${PAGE_SIZE}`;
      const answer = await callForObject(api, { method: 'GET', path, signal });
      if (!answer.ok) return answer.trouble.kind === 'not_found' ? { ok: true, value: [] } : answer;
      const listed = asList(answer.value.results).map(asObject).filter(bringsMessages);
      return { ok: true, value: await Promise.all(listed.map((one) => withUrl(api, one, signal))) };
    },

    set: (number, url, signal) => setSubscription(api, { number, url, settings, signal }),
  };
}

/** An event may be an object with a format beside its name. */
function bringsMessages({ events }: JsonObject): boolean {
  return asList(events).some((event) => (isObject(event) ? event.event : event) === 'INBOUND_MESSAGE');
}

async function withUrl(api: Api, subscription: JsonObject, signal: AbortSignal): Promise<Subscription> {
  const id = asText(subscription.subscriptionId) ?? '';
  const { profileId, webhook } = asObject(subscription.profile);
  const told = asText(asObject(webhook).notifyUrl);
  const profile = asText(profileId);
  if (told !== undefined || profile === undefined) return { id, url: told };
  const answer = await callForObject(api, { method: 'GET', path: profilePath(profile), signal });
  return { id, url: answer.ok ? asText(asObject(answer.value.webhook).notifyUrl) : undefined };
}

function profilePath(profileId: string): string {
  return `/subscriptions/1/profiles/${encodeURIComponent(profileId)}`;
}

interface Setting {
  number: string;
  url: string;
  settings: FieldValues;
  signal: AbortSignal;
}

/** One subscription, profile and security for each number, all with an id of ours; the profile says where to. */
async function setSubscription(api: Api, setting: Setting): Promise<ProviderResult<unknown>> {
  const { number, url, settings, signal } = setting;
  const id = `gw-${number}`;
  const there = await api.call({ method: 'GET', path: `${SUBSCRIPTIONS}/${id}`, signal });
  if (!there.ok && there.trouble.kind !== 'not_found') return there;
  const security = renderSecurity(settings);
  const secured = security === undefined ? DONE : await setSecurity(api, { id, security, signal });
  if (!secured.ok) return secured;
  const profile = renderProfile(settings, { id, url });
  return there.ok
    ? api.call({ method: 'PUT', path: profilePath(id), json: profile, signal })
    : api.call({ method: 'POST', path: SUBSCRIPTIONS, json: renderSubscription(api, { id, number, profile }), signal });
}

const DONE: ProviderResult<unknown> = { ok: true, value: undefined };

/** What is made along with a subscription is ignored where it is there already: so it is made, or corrected, before. */
async function setSecurity(
  api: Api,
  { id, security, signal }: { id: string; security: JsonObject; signal: AbortSignal },
): Promise<ProviderResult<unknown>> {
  const corrected = await api.call({ method: 'PUT', path: `${SECURITIES}/${id}`, json: security, signal });
  if (corrected.ok || corrected.trouble.kind !== 'not_found') return corrected;
  return api.call({ method: 'POST', path: SECURITIES, json: { authId: id, ...security }, signal });
}

function renderSubscription(
  { settings }: Api,
  { id, number, profile }: { id: string; number: string; profile: JsonObject },
): JsonObject {
  const { entityId, applicationId } = settings.platform;
  const pair = withoutUndefined({ entityId, applicationId });
  return withoutUndefined({
    subscriptionId: id,
    name: `Gateway ${number}`,
    events: EVENTS,
    criteria: Object.keys(pair).length > 0 ? [pair] : undefined,
    resources: [number],
    profile: { profileId: id, ...profile },
  });
}
