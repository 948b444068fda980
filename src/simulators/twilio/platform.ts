import { createAcceptedMessages } from '../kit/accepted.ts';
import { createFetch } from '../kit/http.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import { createAccounts } from './accounts.ts';
import { createAdmission } from './admission.ts';
import { createAlerts } from './alerts.ts';
import { describeNumber } from './business-number.ts';
import { createContentBook } from './content/content-book.ts';
import { createInbound } from './inbound.ts';
import { createMediaDownload } from './media-download.ts';
import { createMediaHost } from './media-host.ts';
import { createMessageBook } from './message-book.ts';
import type { TwilioSimulatorOptions } from './options.ts';
import { createOutbox } from './outbox.ts';
import { createReplies } from './replies.ts';
import { createSenderQueues } from './sender-queues.ts';
import { createSenders } from './senders.ts';
import { createSending } from './sending.ts';
import { createServices } from './services.ts';
import { createNextSid } from './sids.ts';
import { createStandings } from './standings.ts';
import { createStatuses } from './statuses.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` answers where the API is reached, once that is known. */
export function createPlatform(options: TwilioSimulatorOptions, baseUrl: () => string | undefined) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock, random } = world;

  const schedule = createSchedule(clock);
  const accepts = (status: number) => status >= 200 && status < 300;
  const webhooks = createWebhookSender({ world, schedule, fetch }, { accepts, ...options.webhooks });
  const nextSid = createNextSid(random);
  const accounts = createAccounts();
  const senders = createSenders((sender) => world.numbers.add(describeNumber(sender, inbound.driverOf(sender.sid))));
  const services = createServices(nextSid);
  const standings = createStandings(world);
  const alerts = createAlerts(clock);
  const admission = createAdmission(accounts, clock);
  const book = createMessageBook();
  const mediaHost = createMediaHost(clock);
  const contents = createContentBook({ clock, schedule, nextSid, reviewMs: options.reviewMs ?? 5_000 });
  const outbox = createOutbox({ accounts, alerts, random, post: webhooks.post });
  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const statuses = createStatuses({ world, accounts, services, outbox, schedule, times });
  const accepted = createAcceptedMessages<AcceptedMessage>(true);
  const queues = createSenderQueues(clock);
  const sending = createSending({
    ...{ world, schedule, nextSid, book, statuses, standings, queues, accepted, alerts },
    ...(options.fetchLinks !== false && { download: createMediaDownload(fetch, clock) }),
  });
  const replies = createReplies({ accounts, senders, outbox, alerts, sending });
  const inbound = createInbound({
    ...{ world, accounts, senders, services, standings, statuses, book, replies, alerts, nextSid, baseUrl },
  });

  const stop = async () => {
    schedule.stop();
    webhooks.stop();
    await close();
  };
  return {
    ...{ world, clock, fetch, schedule, webhooks, nextSid, accounts, senders, services, standings, alerts, admission },
    ...{ book, mediaHost, contents, outbox, accepted, sending, inbound, stop },
  };
}
