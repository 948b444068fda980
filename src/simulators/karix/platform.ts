import { createAcceptedMessages } from '../kit/accepted.ts';
import { createBuckets } from '../kit/bucket.ts';
import { createFetch } from '../kit/http.ts';
import { createFetchLinked } from '../kit/linked-file.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import { createAccounts } from './account.ts';
import { describeNumber } from './business-number.ts';
import { createGlobalDelivery } from './global/delivery.ts';
import { createGlobalInbound } from './global/inbound.ts';
import { createMessageStore } from './global/message-store.ts';
import { createGlobalSending } from './global/sending.ts';
import { createWebhooks } from './global/webhooks.ts';
import { createInbound } from './inbound.ts';
import { createMediaLibrary } from './media-library.ts';
import { createOutbox } from './outbox.ts';
import { createRcmAdmission } from './rcm/admission.ts';
import { createRcmDelivery } from './rcm/delivery.ts';
import { createRcmInbound } from './rcm/inbound.ts';
import { createRcmSending } from './rcm/sending.ts';
import type { KarixSimulatorOptions } from './simulator.ts';
import { createTemplateBook } from './template-book.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` answers where the API is reached, for the addresses of files. */
export function createPlatform(options: KarixSimulatorOptions, baseUrl: () => string) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock } = world;

  const schedule = createSchedule(clock);
  const sender = createWebhookSender({ world, schedule, fetch }, options.webhooks);
  const accounts = createAccounts((number) => world.numbers.add(describeNumber(number, inbound.driverOf)));
  const outbox = createOutbox(sender);
  const library = createMediaLibrary(world.files);
  const templates = createTemplateBook(schedule, options.reviewMs ?? 5_000);
  const accepted = createAcceptedMessages<AcceptedMessage>(true);
  const fetchLinked = createFetchLinked(fetch, clock);
  const links = options.fetchLinks === false ? {} : { fetchLinked };

  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const rcmDelivery = createRcmDelivery({ world, schedule, accounts, outbox, times });
  const rcm = {
    admission: createRcmAdmission(accounts, createBuckets(clock)),
    sending: createRcmSending({ world, library, templates, accepted, delivery: rcmDelivery, ...links }),
  };
  const store = createMessageStore();
  const webhooks = createWebhooks();
  const globalDelivery = createGlobalDelivery({ world, schedule, accounts, outbox, store, times });
  const global = {
    store,
    webhooks,
    sending: createGlobalSending({ world, templates, accepted, store, delivery: globalDelivery, ...links }),
  };
  const inbound = createInbound({
    world,
    accounts,
    products: {
      rcm: createRcmInbound({ world, library, outbox, baseUrl }),
      global: createGlobalInbound({ library, outbox, webhooks, store, baseUrl }),
    },
    read(entries) {
      rcmDelivery.read(entries);
      globalDelivery.read(entries);
    },
  });

  const stop = async () => {
    schedule.stop();
    sender.stop();
    await close();
  };
  return {
    world,
    fetch,
    schedule,
    sender,
    accounts,
    outbox,
    library,
    templates,
    accepted,
    fetchLinked,
    rcm,
    global,
    stop,
  };
}
