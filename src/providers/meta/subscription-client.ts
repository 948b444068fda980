import type { AccountCheck } from '../../domain/provider.ts';
import { WEBHOOK_OBJECT } from '../kit/cloud/wire.ts';
import { asObject, asText, type JsonObject } from '../kit/json.ts';
import { failed, passed, troubled } from './account-checks.ts';
import {
  checkCallback,
  checkFields,
  isSameUrl,
  missingFields,
  rowOf,
  subscriptionOf,
  WANTED_FIELDS,
} from './callback-checks.ts';
import type { Examination } from './examination.ts';

const NO_MANAGEMENT = 'The token needs whatsapp_business_management for this account.';

interface Known {
  account: string | undefined;
  number: JsonObject;
  /** Only then can the app's own settings be read. */
  isSecretGood: boolean;
}

/** Whether webhooks of this number come to this gateway: the app must be subscribed to the account, and the app's webhook point here. */
export async function examineWebhooks(
  examination: Examination,
  { account, number, isSecretGood }: Known,
): Promise<AccountCheck[]> {
  const subscribed = account === undefined ? unknownAccount() : await examineSubscription(examination, account);
  const overrides = {
    number: asText(asObject(number.webhook_configuration).phone_number),
    account: subscribed.override ?? asText(asObject(number.webhook_configuration).whatsapp_business_account),
  };
  const callback = isSecretGood ? await examineCallback(examination, overrides) : [];
  return [subscribed.check, ...callback];
}

interface Subscribed {
  check: AccountCheck;
  override?: string | undefined;
}

function unknownAccount(): Subscribed {
  const hint = 'Enter the WhatsApp Business account ID of the sender: WhatsApp → API setup.';
  return { check: failed('subscription', 'The account of this number is not known yet.', hint) };
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override (seen 2026-09) */
async function examineSubscription(examination: Examination, account: string): Promise<Subscribed> {
  const { request, settings, calls } = examination;
  const { signal, repair } = request;
  const path = `${encodeURIComponent(account)}/subscribed_apps`;
  const answer = await calls.call({ method: 'GET', path, signal });
  if (!answer.ok) return { check: troubled('subscription', answer.trouble, NO_MANAGEMENT) };
  const row = rowOf(answer.value, settings.appId);
  if (row !== undefined) {
    const override = asText(row.override_callback_uri);
    return { check: passed('subscription', 'The app is subscribed to the account.'), override };
  }
  if (!repair) {
    const hint = `Subscribe it: POST /${account}/subscribed_apps, or let this test repair it.`;
    return { check: failed('subscription', 'The app is not subscribed to the account.', hint) };
  }
  const subscribed = await calls.call({ method: 'POST', path, body: {}, signal });
  return {
    check: subscribed.ok
      ? passed('subscription', 'The app is subscribed to the account since just now.')
      : troubled('subscription', subscribed.trouble, NO_MANAGEMENT),
  };
}

/** https://developers.facebook.com/docs/graph-api/reference/app/subscriptions (seen 2026-06) */
async function examineCallback(
  examination: Examination,
  overrides: { number: string | undefined; account: string | undefined },
): Promise<AccountCheck[]> {
  const { request, settings, graph } = examination;
  const { signal, callbackUrl, repair } = request;
  const path = `${encodeURIComponent(settings.appId)}/subscriptions`;
  const answer = await graph.asApp.call({ method: 'GET', path, signal });
  if (!answer.ok) return [troubled('callback', answer.trouble, 'Check App ID and App secret.')];
  const subscription = subscriptionOf(answer.value);
  const app = asText(subscription?.callback_url);
  const isOverridden = overrides.number !== undefined || overrides.account !== undefined;
  const isFree = app === undefined && !isOverridden;
  const isOurs = app !== undefined && isSameUrl(app, callbackUrl);
  const lacksFields = subscription !== undefined && missingFields(subscription).length > 0;
  if (repair && (isFree || (isOurs && lacksFields))) return register(examination, path);
  const callback = checkCallback({ ...overrides, app }, callbackUrl);
  return subscription === undefined ? [callback] : [callback, checkFields(subscription)];
}

/** Meta asks the callback URL at once, so that this shows whether it can be reached and the verify token is right. */
async function register({ request, settings, graph }: Examination, path: string): Promise<AccountCheck[]> {
  const { callbackUrl: callback_url, signal } = request;
  const { verifyToken: verify_token } = settings;
  const body = {
    object: WEBHOOK_OBJECT,
    callback_url,
    verify_token,
    fields: WANTED_FIELDS.join(','),
    include_values: true,
  };
  const answer = await graph.asApp.call({ method: 'POST', path, body, signal });
  if (!answer.ok) {
    const hint = 'Meta must reach this address from outside, over https with a public certificate.';
    return [troubled('callback', answer.trouble, `${hint} The channel must be saved with the verify token.`)];
  }
  return [
    passed('callback', 'The callback URL is entered at Meta since just now.'),
    passed('verify_token', 'Meta asked for the verify token and got the right answer.'),
    passed('webhook_fields', 'All webhook fields are subscribed.'),
  ];
}
