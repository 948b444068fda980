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
import { createAdmission } from './admission.ts';
import { describeNumber } from './business-number.ts';
import { createConsents } from './consents.ts';
import { renderDelivery, type Underway } from './delivery-event.ts';
import { createInbound } from './inbound.ts';
import { createMediaLibrary } from './media-library.ts';
import { createOutbox } from './outbox.ts';
import { createSending } from './sending.ts';
import type { NetcoreSimulatorOptions } from './simulator.ts';
import { createTemplateBook } from './template-book.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. */
export function createPlatform(options: NetcoreSimulatorOptions) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock } = world;

  const schedule = createSchedule(clock);
  const sender = createWebhookSender({ world, schedule, fetch }, options.webhooks);
  const accounts = createAccounts((number) => world.numbers.add(describeNumber(number, inbound.driverOf)));
  const admission = createAdmission(accounts, createBuckets(clock));
  const outbox = createOutbox({ accounts, schedule, sender });
  const library = createMediaLibrary(world.files);
  const consents = createConsents();
  const templates = createTemplateBook(schedule, options.reviewMs ?? 5_000);
  const accepted = createAcceptedMessages<AcceptedMessage>(true);
  const progress = createProgress<Underway>({
    world,
    schedule,
    times: { sentMs: 50, deliveredMs: 300, ...options.statuses },
    tell(message, status, failure) {
      const { numberId } = message;
      const moment = { status, at: clock.now(), ...(failure && { failure }) };
      const element = renderDelivery(message, moment, accounts.require(numberId));
      outbox.tell({
        numberId,
        list: 'delivery_status',
        element,
        personKey: message.shown?.chat.personId ?? message.to,
      });
    },
  });
  const fetchLinked = options.fetchLinks === false ? {} : { fetchLinked: createFetchLinked(fetch, clock) };
  const sending = createSending({ world, library, consents, templates, accepted, progress, ...fetchLinked });
  const inbound = createInbound({ world, accounts, accepted, library, outbox, progress });

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
    admission,
    outbox,
    library,
    consents,
    templates,
    accepted,
    sending,
    stop,
  };
}
