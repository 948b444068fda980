import { createAcceptedMessages } from '../kit/accepted.ts';
import { createFetch } from '../kit/http.ts';
import { createFetchLinked } from '../kit/linked-file.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import { type Callback, createAccounts, type MetaNumber } from './account.ts';
import { createAdmission } from './admission.ts';
import { describeNumber } from './business-number.ts';
import { verifyCallback } from './callback.ts';
import { createMetaIds } from './ids.ts';
import { createInbound } from './inbound.ts';
import { createLeanSending } from './lean-sending.ts';
import { createMediaLibrary } from './media-library.ts';
import { createLinkCheck } from './media-links.ts';
import { createOAuth } from './oauth.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSending } from './sending.ts';
import type { MetaSimulatorOptions } from './simulator.ts';
import { createStatuses } from './statuses.ts';
import { createTemplateBook } from './templates/template-book.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` answers where the Graph API is reached, once that is known. */
export function createPlatform(options: MetaSimulatorOptions, baseUrl: () => string | undefined) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock, random } = world;
  const lean = options.lean ?? false;

  const schedule = createSchedule(clock);
  const sender = createWebhookSender({ world, schedule, fetch }, options.webhooks);
  const encoding = options.webhooks?.encoding ?? 'escaped';
  const outbox = createOutbox({ encoding, now: clock.now, post: sender.post });
  const ids = createMetaIds(random);
  const accounts = createAccounts((number) => world.numbers.add(describeNumber(number, inbound.driverOf)));
  const oauth = createOAuth(accounts, clock, random);
  const limits = { throughput: true, pair: true, management: true, ...options.limits };
  const admission = createAdmission({ accounts, oauth, clock, limits });
  const library = createMediaLibrary({ clock, ids, files: world.files, baseUrl });
  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const statuses = createStatuses({ world, outbox, schedule, times });
  const accepted = createAcceptedMessages<AcceptedMessage>(!lean);
  const templates = createTemplateBook({
    clock,
    schedule,
    nextId: ids.templateId,
    reviewMs: options.reviewMs ?? 5_000,
    announce: (accountId, field, value) => announce(accounts.ofAccount(accountId), outbox, { field, value }),
  });
  const checkLinks =
    options.fetchLinks === false ? {} : { checkLinks: createLinkCheck(createFetchLinked(fetch, clock)) };
  const sending = lean
    ? createLeanSending({ world, ids, accepted, ...(options.statuses && { statuses }) })
    : createSending({ world, ids, library, statuses, accepted, templates, ...checkLinks });
  const inbound = createInbound({ world, accounts, accepted, admission, ids, library, outbox, statuses });
  const verify = (callback: Callback) =>
    verifyCallback(callback, { clock, fetch, random, timeoutMs: sender.timeoutMs });

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
    oauth,
    admission,
    library,
    accepted,
    sending,
    templates,
    inbound,
    verify,
    stop,
  };
}

/** Tells each app of a business account once. */
function announce(
  numbers: readonly MetaNumber[],
  outbox: Outbox,
  change: { field: string; value: Record<string, unknown> },
): void {
  const apps = Map.groupBy(numbers, ({ appId }) => appId);
  for (const [number] of apps.values()) if (number) outbox.send({ number, ...change, chat: 'account' });
}
