import type { WebhookSender } from '../kit/webhook-sender.ts';
import type { KarixNumber } from './account.ts';

/** One event on its way to the business: one a request. */
export interface OutgoingEvent {
  readonly number: KarixNumber;
  readonly event: object;
  /** Where it goes instead of the number's callback. */
  readonly url?: string | undefined;
  /** Events of one person come in the order in which they were handed in. */
  readonly personKey: string;
  /** Called when the business has accepted it. */
  readonly acknowledged?: (() => void) | undefined;
}

/** Posts events, in the form that the number has. */
export interface Outbox {
  tell(event: OutgoingEvent): void;
  /** Posts any text as a webhook of the number. */
  post(number: KarixNumber, body: string): void;
}

export function createOutbox(sender: WebhookSender): Outbox {
  return {
    tell({ number, event, url, personKey, acknowledged }) {
      const { isRelayed, repeats } = number.webhookForm;
      const webhook = {
        ...envelopeOf(number, url),
        body: JSON.stringify(isRelayed ? { data_body: event } : event),
        line: `${number.id} ${personKey}`,
        ...(acknowledged && { acknowledged }),
      };
      if (webhook.url === '') return;
      sender.post(webhook);
      if (repeats) sender.post(webhook);
    },
    post(number, body) {
      if (number.callbackUrl !== undefined) sender.post({ ...envelopeOf(number), body });
    },
  };
}

function envelopeOf({ id, callbackUrl, webhookForm: { header } }: KarixNumber, url = callbackUrl ?? '') {
  const headers = { 'content-type': 'application/json', ...(header && { [header.name]: header.value }) };
  return { numberId: id, url, headers };
}
