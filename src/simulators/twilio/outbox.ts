import type { FailedAttempt, Webhook, WebhookAnswer } from '../kit/delivery.ts';
import type { Accounts } from './accounts.ts';
import type { Alerts } from './alerts.ts';
import { type CallbackTarget, readCallbackUrl } from './connection-overrides.ts';
import type { SenderWebhook, TwilioSender } from './senders.ts';
import { type Parameters, signForm, signJson } from './signature.ts';

/** A webhook to be. */
export interface Callback {
  sender: TwilioSender;
  /** May end in a fragment with connection overrides. */
  url: string;
  method?: SenderWebhook['callback_method'];
  parameters: Parameters;
  /** Callbacks of one line arrive in order unless disorder is asked for. */
  line: string;
  /** Called when the receiver has taken it. */
  acknowledged?: (answer: WebhookAnswer) => void;
  /** Called when the last try has failed, with the code for the debugger. */
  gaveUp?: (code: number) => void;
}

export interface OutboxOptions {
  accounts: Accounts;
  alerts: Alerts;
  random: () => number;
  post(webhook: Webhook): void;
}

/** Writes, signs and posts webhooks. */
export interface Outbox {
  /** Does nothing but raise an alert where the URL is none. */
  send(callback: Callback): void;
}

export function createOutbox({ accounts, alerts, random, post }: OutboxOptions): Outbox {
  return {
    send(callback) {
      const { sender, url, line, acknowledged, gaveUp } = callback;
      if (!URL.canParse(url)) return alerts.raise(sender.accountSid, 11100, `Invalid URL: ${url}`);
      const target = readCallbackUrl(url);
      const failed = ({ outcome }: FailedAttempt) => {
        const code = outcome === 'connection' ? 11205 : 11200;
        alerts.raise(sender.accountSid, code, `${target.url}: ${outcome}`);
        gaveUp?.(code);
      };
      const { signature, ...request } = write(callback, target, accounts.require(sender.accountSid));
      post({
        numberId: sender.sid,
        ...request,
        headers: {
          ...target.headers,
          ...request.headers,
          'user-agent': 'TwilioProxy/1.1',
          'x-twilio-signature': signature,
          'i-twilio-idempotency-token': uuid(random),
        },
        line: `${sender.sid} ${line}`,
        rules: { timeoutMs: target.timeoutMs, isRepeated: target.isRepeated, gaveUp: failed },
        ...(acknowledged && { acknowledged }),
      });
    },
  };
}

type Written = Pick<Webhook, 'url' | 'body' | 'headers' | 'method'> & { signature: string };

/** The request, in the form that the account asks for. Only forms know other methods than POST. */
function write(
  { method = 'POST', parameters }: Callback,
  target: CallbackTarget,
  account: { authToken: string; sendsJson?: boolean; signsWrongly?: boolean },
): Written {
  const key = account.signsWrongly ? `not ${account.authToken}` : account.authToken;
  const form = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
  if (account.sendsJson) {
    const body = JSON.stringify(Object.fromEntries(parameters));
    const { signature } = signJson(key, target.signedUrl, body);
    const { url } = signJson(key, target.url, body);
    return { url, body, headers: { 'content-type': 'application/json' }, signature };
  }
  if (method === 'GET') {
    const query = `${target.url.includes('?') ? '&' : '?'}${form}`;
    const signature = signForm(key, `${target.signedUrl}${query}`, []);
    return { url: `${target.url}${query}`, body: '', headers: {}, method, signature };
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
  return { url: target.url, body: form, headers, method, signature: signForm(key, target.signedUrl, parameters) };
}

/** A version 4 UUID from the simulator's own chance. */
function uuid(random: () => number): string {
  return '00000000-0000-4000-8000-000000000000'.replace(/0/g, () => Math.floor(random() * 16).toString(16));
}
