import { createAcceptedMessages } from '../kit/accepted.ts';
import { createBuckets } from '../kit/bucket.ts';
import { createFetch } from '../kit/http.ts';
import { createFetchLinked } from '../kit/linked-file.ts';
import { createProgress } from '../kit/progress.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import { createAccounts } from './account.ts';
import { describeNumber } from './business-number.ts';
import { createConsents } from './consents.ts';
import { createReports } from './enterprise/reports.ts';
import { createGupshupIds } from './ids.ts';
import { createInbound } from './inbound.ts';
import { createLinkCheck } from './link-check.ts';
import { createMediaStore } from './media-store.ts';
import { createOrders } from './orders.ts';
import { createOutbox } from './outbox.ts';
import { createEvents } from './self-serve/events.ts';
import { createSelfServeInbound } from './self-serve/inbound.ts';
import { createSending, type Underway } from './sending.ts';
import type { GupshupSimulatorOptions } from './simulator.ts';
import { createTemplateBook } from './templates/template-book.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` throws where the API is not served yet. */
export function createPlatform(options: GupshupSimulatorOptions, baseUrl: () => string) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock, random } = world;
  const schedule = createSchedule(clock);
  const accepts = (status: number) => status >= 200 && status < 300;
  const sender = createWebhookSender({ world, schedule, fetch }, { accepts, ...options.webhooks });
  const ids = createGupshupIds(random);
  const outbox = createOutbox({ clock, schedule, ids, post: sender.post });
  const accounts = createAccounts((number) => world.numbers.add(describeNumber(number, inbound.driverOf)));
  const media = createMediaStore(clock, ids, baseUrl);
  const orders = createOrders(world);
  const consents = createConsents(clock.now);
  const accepted = createAcceptedMessages<AcceptedMessage>(true);
  const reports = createReports({ accounts, outbox, schedule, now: clock.now });
  const events = createEvents({ world, outbox, ids });
  const progress = createProgress<Underway>({
    world,
    schedule,
    times: { sentMs: 50, deliveredMs: 300, ...options.statuses },
    tell(message, status, failure) {
      const number = accounts.require(message.numberId);
      if (number.product === 'enterprise') reports.tell(number, message, status, failure);
      else events.status(number, message, status, failure);
    },
  });
  const templates = createTemplateBook({
    clock,
    schedule,
    ids,
    reviewMs: options.reviewMs ?? 5_000,
    announce(numberId, template, what) {
      const number = accounts.require(numberId);
      if (number.product === 'self_serve') events.template(number, template, what);
    },
  });
  const sending = createSending({
    world,
    ids,
    accepted,
    progress,
    orders,
    consents,
    ...(options.fetchLinks !== false && { checkLinks: createLinkCheck(createFetchLinked(fetch, clock)) }),
    taken(message) {
      const number = accounts.require(message.numberId);
      if (number.product === 'self_serve') schedule.after(0, () => events.status(number, message, 'enqueued'));
    },
  });
  const selfServe = createSelfServeInbound({ world, ids, media, orders, consents, events, sent: sending.get });
  const inbound = createInbound({ world, accounts, ids, media, orders, outbox, progress, selfServe });
  const stop = async () => {
    schedule.stop();
    sender.stop();
    await close();
  };
  return {
    world,
    fetch,
    schedule,
    buckets: createBuckets(clock),
    sender,
    ids,
    outbox,
    accounts,
    media,
    consents,
    accepted,
    reports,
    events,
    templates,
    sending,
    stop,
  };
}
