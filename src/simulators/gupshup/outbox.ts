import type { SimulatorClock } from '../kit/clock.ts';
import type { Webhook } from '../kit/delivery.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { GupshupNumber } from './account.ts';
import { signCallbackToken } from './callback-token.ts';
import type { GupshupIds } from './ids.ts';

/** A callback to be. */
export interface Callback {
  number: GupshupNumber;
  contentType: 'application/json' | 'application/x-www-form-urlencoded';
  body: string;
  /** Callbacks of one line arrive in order unless disorder is asked for. */
  line: string;
  /** Delivery reports may have a URL of their own. */
  isReport?: boolean;
  /** Instead of a valid token of the associated application. */
  authorization?: string;
  acknowledged?: () => void;
}

export interface OutboxOptions {
  clock: SimulatorClock;
  schedule: Schedule;
  ids: GupshupIds;
  post(webhook: Webhook): void;
}

/** Addresses, authorises and posts callbacks. */
export interface Outbox {
  send(callback: Callback): void;
}

export function createOutbox({ clock, schedule, ids, post }: OutboxOptions): Outbox {
  /** Tokens are signed asynchronously: one after another, so that none overtakes. */
  let signed = Promise.resolve();

  const authorise = (callback: Callback, webhook: Webhook) => {
    const { app } = callback.number;
    if (callback.authorization !== undefined) {
      return post({ ...webhook, headers: { ...webhook.headers, authorization: callback.authorization } });
    }
    if (!app) return post(webhook);
    signed = signed.then(async () => {
      const token = await signCallbackToken(app, clock.now(), ids.uuid());
      post({ ...webhook, headers: { ...webhook.headers, authorization: `Bearer ${token}` } });
    });
  };

  return {
    send(callback) {
      const { number, contentType, body, line, isReport, acknowledged } = callback;
      const reportUrl = number.product === 'enterprise' && isReport ? number.reportUrl : undefined;
      const url = reportUrl ?? number.callbackUrl;
      if (!url) return;
      const webhook: Webhook = {
        numberId: number.numberId,
        url,
        headers: { 'content-type': contentType },
        body,
        line: `${number.numberId} ${line}`,
        ...(acknowledged && { acknowledged }),
      };
      const { callbackDelayMs } = number.conditions;
      if (callbackDelayMs === 0) authorise(callback, webhook);
      else schedule.after(callbackDelayMs, () => authorise(callback, webhook));
    },
  };
}
