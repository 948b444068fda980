import type { ProviderResult } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { asList, asObject, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { type Api, callForObject } from './api.ts';
import { renderProfile } from './profile.ts';

const SUBSCRIPTIONS = '/subscriptions/1/subscription/WHATSAPP';
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

/** One subscription and profile for each number, both with an id of ours; the profile says where to. */
async function setSubscription(api: Api, { number, url, settings, signal }: Setting): Promise<ProviderResult<unknown>> {
  const id = `gw-${number}`;
  const profile = renderProfile(settings, { id, url });
  const there = await api.call({ method: 'GET', path: `${SUBSCRIPTIONS}/${id}`, signal });
  if (there.ok) {
    return api.call({ method: 'PUT', path: profilePath(id), json: profile, signal });
  }
  if (there.trouble.kind !== 'not_found') return there;
  const { entityId, applicationId } = api.settings.platform;
  const pair = withoutUndefined({ entityId, applicationId });
  const json = withoutUndefined({
    subscriptionId: id,
    name: `Gateway ${number}`,
    events: EVENTS,
    criteria: Object.keys(pair).length > 0 ? [pair] : undefined,
    resources: [number],
    profile: { profileId: id, ...profile },
  });
  return api.call({ method: 'POST', path: SUBSCRIPTIONS, json, signal });
}
