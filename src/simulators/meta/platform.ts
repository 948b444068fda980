import { createFetch } from '../kit/http.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import { createAcceptedMessages } from './accepted.ts';
import { createAccounts } from './account.ts';
import { createAdmission } from './admission.ts';
import { createMetaIds } from './ids.ts';
import { createInbound } from './inbound.ts';
import { createLeanSending } from './lean-sending.ts';
import { createMediaLibrary } from './media-library.ts';
import { createOutbox } from './outbox.ts';
import { createSending } from './sending.ts';
import type { MetaSimulatorOptions } from './simulator.ts';
import { createStatuses } from './statuses.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` answers where the Graph API is reached, once that is known. */
export function createPlatform(options: MetaSimulatorOptions, baseUrl: () => string | undefined) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock, random } = world;
  const lean = options.lean ?? false;

  const schedule = createSchedule(clock);
  const sender = createWebhookSender({ world, schedule, fetch }, options.webhooks);
  const outbox = createOutbox({ encoding: options.webhooks?.encoding ?? 'escaped', post: sender.post });
  const ids = createMetaIds(random);
  const accounts = createAccounts();
  const admission = createAdmission(accounts, clock, { throughput: true, pair: true, ...options.limits });
  const library = createMediaLibrary(clock, ids, baseUrl);
  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const statuses = createStatuses({ world, outbox, schedule, times });
  const accepted = createAcceptedMessages(!lean);
  const sending = lean
    ? createLeanSending({ world, ids, accepted, ...(options.statuses && { statuses }) })
    : createSending({ world, ids, library, statuses, accepted });
  const inbound = createInbound({ world, accounts, accepted, admission, ids, library, outbox, statuses });

  const stop = async () => {
    schedule.stop();
    sender.stop();
    await close();
  };
  return {
    world,
    fetch,
    lean,
    schedule,
    sender,
    outbox,
    ids,
    accounts,
    admission,
    library,
    accepted,
    sending,
    inbound,
    stop,
  };
}
