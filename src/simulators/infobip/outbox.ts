import type { Webhook } from '../kit/delivery.ts';
import type { Schedule } from '../kit/schedule.ts';
import { type InfobipNumber, numberIdOf } from './account.ts';
import type { Occasion, Route, Routing } from './routing.ts';
import type { WebhookConditions } from './webhook-conditions.ts';
import { renderWebhookHeaders } from './webhook-headers.ts';

/** Something to tell an account. */
export interface Notice extends Occasion {
  number: InfobipNumber;
  /** An element of `results[]`; these may share a request. */
  item?: object;
  /** A whole body instead. */
  body?: object;
  /** Requests of one chat come in order. */
  chat: string;
  acknowledged?: () => void;
}

export interface OutboxOptions {
  conditions(): WebhookConditions;
  route: Routing;
  schedule: Schedule;
  post(webhook: Webhook): void;
}

/** Writes, authorises and posts webhooks, alone or in batches. */
export interface Outbox {
  send(notice: Notice): void;
  /** Posts what was gathered, without waiting for more. */
  flush(): void;
}

interface Batch {
  route: Route;
  notices: Notice[];
}

export function createOutbox({ conditions, route: routeOf, schedule, post }: OutboxOptions): Outbox {
  const batches = new Map<string, Batch>();

  const postTogether = ({ route, notices }: Batch) => {
    const [first] = notices;
    if (!first) return;
    const { hmac, reversed } = conditions();
    const body = JSON.stringify(first.body ?? renderResults(reversed ? [...notices].reverse() : notices));
    post({
      numberId: numberIdOf(first.number),
      url: route.url,
      headers: renderWebhookHeaders(route, body, hmac),
      body,
      line: `${first.number.sender} ${notices.length === 1 ? first.chat : first.event}`,
      acknowledged: () => {
        for (const { acknowledged } of notices) acknowledged?.();
      },
    });
  };

  const release = (key: string, only?: Batch) => {
    const batch = batches.get(key);
    if (!batch || (only && batch !== only)) return;
    batches.delete(key);
    postTogether(batch);
  };

  const gather = (key: string, route: Route, notice: Notice, size: number) => {
    const batch = batches.get(key) ?? { route, notices: [] };
    batch.notices.push(notice);
    batches.set(key, batch);
    if (batch.notices.length >= size) release(key);
    else if (batch.notices.length === 1) schedule.after(conditions().batchWaitMs, () => release(key, batch));
  };

  return {
    send(notice) {
      const route = routeOf(notice.number, notice);
      if (!route) return;
      const size = Math.min(conditions().batchSize, route.maxBucketSize ?? Number.POSITIVE_INFINITY);
      if (notice.item === undefined || size <= 1) postTogether({ route, notices: [notice] });
      else gather(`${route.url} ${notice.event}`, route, notice, size);
    },
    flush() {
      for (const key of [...batches.keys()]) release(key);
    },
  };
}

/** Only messages are counted. */
function renderResults(notices: readonly Notice[]): object {
  const results = notices.map(({ item }) => item);
  const isInbound = notices[0]?.event === 'INBOUND_MESSAGE';
  return { results, ...(isInbound && { messageCount: results.length, pendingMessageCount: 0 }) };
}
