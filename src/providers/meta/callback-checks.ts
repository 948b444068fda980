import type { AccountCheck } from '../../domain/provider.ts';
import { WEBHOOK_OBJECT } from '../kit/cloud/wire.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';
import { failed, passed } from './account-checks.ts';

/** Without the first nothing works; the others are what this gateway makes use of. */
export const WANTED_FIELDS = [
  'messages',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'template_category_update',
  'user_preferences',
] as const;

const WHERE = 'WhatsApp → Configuration → Webhook';

/** Where webhooks of one number go: its own address goes before that of the account, and that before the app's. */
export interface Callbacks {
  number?: string | undefined;
  account?: string | undefined;
  app?: string | undefined;
}

/** The app's subscription to this kind of webhook, out of `GET /{app id}/subscriptions`. */
export function subscriptionOf(answer: JsonObject): JsonObject | undefined {
  return asList(answer.data)
    .map(asObject)
    .find(({ object }) => object === WEBHOOK_OBJECT);
}

function fieldsOf(subscription: JsonObject): string[] {
  return asList(subscription.fields).flatMap((field) => asText(asObject(field).name) ?? asText(field) ?? []);
}

/** `GET /{account}/subscribed_apps`: the row of this app. */
export function rowOf(answer: JsonObject, appId: string): JsonObject | undefined {
  return asList(answer.data)
    .map(asObject)
    .find((row) => asText(asObject(row.whatsapp_business_api_data).id) === appId);
}

export function checkCallback(callbacks: Callbacks, wanted: string): AccountCheck {
  const { number, account, app } = callbacks;
  const actual = number ?? account ?? app;
  if (actual === undefined) {
    return failed('callback', 'No callback URL is entered at Meta.', `${WHERE}: enter ${wanted} and the verify token.`);
  }
  if (isSameUrl(actual, wanted)) return passed('callback', 'Webhooks come to this gateway.');
  if (number !== undefined) {
    const hint = 'Remove the override: POST /{phone number id} with an empty override_callback_uri.';
    return failed('callback', `An override of the number sends its webhooks to ${number}.`, hint);
  }
  if (account !== undefined) {
    const hint = 'Remove the override: POST /{WhatsApp Business account ID}/subscribed_apps without a body.';
    return failed('callback', `An override of the account sends its webhooks to ${account}.`, hint);
  }
  return failed(
    'callback',
    `The app sends its webhooks to ${actual}.`,
    `${WHERE}: enter ${wanted} and the verify token of this channel. An app has one address only.`,
  );
}

export function missingFields(subscription: JsonObject): string[] {
  const fields = fieldsOf(subscription);
  return WANTED_FIELDS.filter((field) => !fields.includes(field));
}

export function isSameUrl(one: string, other: string): boolean {
  return (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other);
}

/** Only `messages` is needed for a conversation. */
export function checkFields(subscription: JsonObject): AccountCheck {
  const missing = missingFields(subscription);
  if (missing.length === 0) return passed('webhook_fields', 'All webhook fields are subscribed.');
  const names = missing.join(', ');
  if (missing.includes('messages')) {
    return failed(
      'webhook_fields',
      `Not subscribed: ${names}.`,
      `${WHERE} fields: subscribe messages, and the others.`,
    );
  }
  return passed('webhook_fields', `The field messages is subscribed. Without ${names} less is known.`);
}
