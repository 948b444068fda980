import type { AccountCheck, AccountFacet, ProviderResult } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { failed, passed, troubled } from './account-checks.ts';
import { withSender } from './report-url.ts';
import type { Subscriptions } from './subscription-client.ts';

type Request = Parameters<AccountFacet['check']>[0];

/** Whether messages come here; repairing subscribes, but takes no number away from where it is forwarded to. */
export async function examineCallback(
  subscriptions: Subscriptions,
  request: Request & { number: string },
  settings: FieldValues,
): Promise<AccountCheck> {
  const { number, callbackUrl, repair, signal } = request;
  const byHand = `In the portal, enter ${callbackUrl} as URL for incoming messages of the number.`;
  const forwarded = await subscriptions.numberUrl(number, signal);
  if (forwarded.ok && forwarded.value !== undefined) return checkForwarding(forwarded.value, callbackUrl, byHand);
  const subscribed = await subscriptions.ofNumber(number, signal);
  if (subscribed.ok) {
    const urls = subscribed.value.map(({ url }) => url);
    if (urls.some((url) => isSame(url, callbackUrl)))
      return passed('callback', 'Messages are subscribed to, and come here.');
  }
  if (repair) return subscribe(subscriptions, request, settings);
  const trouble = troubleOf(forwarded) ?? troubleOf(subscribed);
  if (trouble === undefined) return failed('callback', elsewhere(subscribed), `${byHand} Or run the test with repair.`);
  const isHidden = trouble.kind === 'misconfigured' || trouble.kind === 'invalid';
  if (!isHidden) return troubled('callback', trouble, byHand);
  // The scope for it is seldom given, and the portal shows the same.
  return passed('callback', `Infobip does not tell these credentials where messages go. ${byHand}`);
}

function checkForwarding(url: string, callbackUrl: string, byHand: string): AccountCheck {
  if (isSame(url, callbackUrl)) return passed('callback', 'The number forwards its messages to this gateway.');
  return failed('callback', `The number forwards its messages to ${withoutQuery(url)}.`, byHand);
}

function elsewhere(subscribed: ProviderResult<readonly { url: string | undefined }[]>): string {
  const urls = subscribed.ok
    ? subscribed.value.flatMap(({ url }) => (url === undefined ? [] : [withoutQuery(url)]))
    : [];
  return urls.length === 0
    ? 'No address is set for the messages of the number.'
    : `The messages of the number go to ${urls.join(', ')}.`;
}

async function subscribe(
  subscriptions: Subscriptions,
  { number, callbackUrl, signal }: Request & { number: string },
  { applicationId }: FieldValues,
): Promise<AccountCheck> {
  const byHand = `In the portal, enter ${callbackUrl} as URL for incoming messages of the number.`;
  if (applicationId) {
    const message = 'Webhooks must carry a token of an application, which a subscription made from here would not.';
    return failed('callback', message, byHand);
  }
  // Some of what is told does not name the number.
  const set = await subscriptions.set(number, withSender(callbackUrl, number), signal);
  return set.ok
    ? passed('callback', 'Messages, reports and news of templates are now subscribed to, and come here.')
    : troubled(
        'callback',
        set.trouble,
        `${byHand} An API key needs the scope subscriptions:manage to do it from here.`,
      );
}

function troubleOf(result: ProviderResult<unknown>) {
  return result.ok ? undefined : result.trouble;
}

/** The query names the sender, or nothing. */
function isSame(url: string | undefined, callbackUrl: string): boolean {
  return url !== undefined && withoutQuery(url) === withoutQuery(callbackUrl);
}

function withoutQuery(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : `${parsed.origin}${parsed.pathname}`;
}
