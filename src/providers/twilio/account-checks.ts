import type { AccountCheck, ProviderTrouble } from '../../domain/provider.ts';
import { asText, type JsonObject } from '../kit/json.ts';
import { CALLBACK_RETRIES } from './retries.ts';
import { isOnline, type Sender } from './senders-client.ts';

/** What a step of the doctor makes of what Twilio said. Pure. */

export function passed(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

function failed(name: string, message: string, hint: string): AccountCheck {
  return { name, ok: false, message, hint };
}

/** A step that Twilio's answer made impossible. */
export function troubled(name: string, { kind, message }: ProviderTrouble, hint: string): AccountCheck {
  const later = 'Try again later; if it stays so, check the API address and what may stand between here and Twilio.';
  return failed(name, message, kind === 'unavailable' || kind === 'throttled' ? later : hint);
}

/** `status` of the account; `type` tells a trial one. */
export function checkAccount(account: JsonObject): AccountCheck[] {
  const token = passed('token', 'Twilio accepts the account SID and the auth token.');
  const status = asText(account.status) ?? 'active';
  if (status !== 'active') {
    return [token, failed('account', `The account is ${status}.`, 'See the Twilio console for the reason.')];
  }
  const isTrial = asText(account.type)?.toLowerCase() === 'trial';
  const trial = ' It is a trial account, which writes to verified numbers only, 50 messages a day.';
  return [token, passed('account', `The account is active.${isTrial ? trial : ''}`)];
}

export function checkSender(sender: Sender | undefined, phoneNumber: string): AccountCheck {
  if (sender === undefined) {
    return failed(
      'sender_id',
      `+${phoneNumber} is not a WhatsApp sender of this account.`,
      'Register it in the Twilio console: Messaging → Senders → WhatsApp senders.',
    );
  }
  if (isOnline(sender)) return passed('sender_id', `The number is a WhatsApp sender (${sender.status}).`);
  const reasons = sender.offlineReasons === '' ? '' : ` ${sender.offlineReasons}`;
  return failed('sender_id', `The WhatsApp sender is ${sender.status}.${reasons}`, hintFor(sender.status));
}

function hintFor(status: string): string {
  if (status === 'PENDING_VERIFICATION') return 'Enter the code that Meta sent to the number.';
  if (status === 'OFFLINE') return 'See the sender in the Twilio console for the reason.';
  return 'Wait until Twilio and Meta have approved it, and try again.';
}

/** The fragment with the retries may be missing: webhooks come all the same. */
export function checkWebhook(sender: Sender, callbackUrl: string, wanted: string): AccountCheck {
  const { callbackUrl: actual, callbackMethod: method = 'POST' } = sender;
  const hint = `Enter ${wanted} as webhook of the sender, or run the test with repair.`;
  if (actual === undefined) return failed('callback', 'No webhook is entered at the sender.', hint);
  if (withoutFragment(actual) !== withoutFragment(callbackUrl)) {
    return failed('callback', `The sender sends its webhooks to ${actual}.`, hint);
  }
  if (method !== 'POST')
    return failed('callback', `The sender sends its webhooks here by ${method}, not by POST.`, hint);
  const fragment = actual.includes('#') ? '' : ` With ${CALLBACK_RETRIES} behind it, Twilio would repeat what fails.`;
  return passed('callback', `Webhooks come to this gateway.${fragment}`);
}

function withoutFragment(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url;
  parsed.hash = '';
  return parsed.href;
}

/** The sandbox has no API of its own. */
export function sandboxChecks(callbackUrl: string): AccountCheck[] {
  const url = `${callbackUrl}${CALLBACK_RETRIES}`;
  return [
    passed('sender_id', 'This is the sandbox, for tests only: people join it for 3 days with its join text.'),
    passed(
      'callback',
      `Twilio does not tell the webhook of the sandbox. In its settings, paste ${url} for incoming messages.`,
    ),
  ];
}
