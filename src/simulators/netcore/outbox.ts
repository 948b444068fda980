import type { Schedule } from '../kit/schedule.ts';
import type { WebhookSender } from '../kit/webhook-sender.ts';
import type { Accounts, NetcoreNumber } from './account.ts';

/** Top-level keys of webhooks. */
export type EventList = 'incoming_message' | 'delivery_status';

/** One element of a webhook's array. */
export interface OutgoingEvent {
  readonly numberId: string;
  readonly list: EventList;
  readonly element: object;
  /** Events of one person, one a request, come in the order in which they happened. */
  readonly personKey: string;
  /** Called when the business has accepted the request. */
  readonly acknowledged?: () => void;
}

/** Gathers events into the arrays of webhooks and posts these. */
export interface Outbox {
  tell(event: OutgoingEvent): void;
  /** Posts any text as a webhook of the number. */
  post(number: NetcoreNumber, body: string): void;
}

export interface OutboxOptions {
  accounts: Accounts;
  schedule: Schedule;
  sender: WebhookSender;
}

/** How long an array that is not full waits for more. */
const GATHER_MS = 1_000;

export function createOutbox({ accounts, schedule, sender }: OutboxOptions): Outbox {
  const gathering = new Map<string, OutgoingEvent[]>();

  const post = (number: NetcoreNumber, body: string, more: { line?: string; acknowledged?: () => void } = {}) => {
    const { callbackUrl, webhookForm } = number;
    if (callbackUrl === undefined) return;
    const { header } = webhookForm;
    const headers = { 'content-type': 'application/json', ...(header && { [header.name]: header.value }) };
    sender.post({ numberId: number.id, url: callbackUrl, headers, body, ...more });
  };

  const flush = (events: OutgoingEvent[]) => {
    const [first] = events;
    if (!first) return;
    const { numberId, list, personKey } = first;
    if (gathering.get(`${numberId} ${list}`) === events) gathering.delete(`${numberId} ${list}`);
    const number = accounts.require(numberId);
    const elements = arrange(events, number);
    post(number, JSON.stringify({ [list]: elements }), {
      ...(events.length === 1 && { line: `${numberId} ${personKey}` }),
      acknowledged: () => {
        for (const { acknowledged } of events) acknowledged?.();
      },
    });
  };

  return {
    post,
    tell(event) {
      const key = `${event.numberId} ${event.list}`;
      const events = gathering.get(key) ?? [];
      gathering.set(key, events);
      events.push(event);
      if (events.length >= accounts.require(event.numberId).webhookForm.batchSize) return flush(events);
      if (events.length > 1) return;
      schedule.after(GATHER_MS, () => {
        if (gathering.get(key) === events) flush(events);
      });
    },
  };
}

function arrange(events: readonly OutgoingEvent[], { webhookForm: { order, repeats } }: NetcoreNumber): object[] {
  const elements = events.flatMap(({ element }) => (repeats ? [element, element] : [element]));
  return order === 'reversed' ? elements.toReversed() : elements;
}
