import { createAcceptedMessages } from '../kit/accepted.ts';
import { createFetch } from '../kit/http.ts';
import { createFetchLinked } from '../kit/linked-file.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender } from '../kit/webhook-sender.ts';
import { createWorld } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import { createAccounts } from './account.ts';
import { createAdmission } from './admission.ts';
import { describeNumber } from './business-number.ts';
import { createIds } from './ids.ts';
import { createInbound } from './inbound.ts';
import { createLinkCheck } from './link-check.ts';
import { createMediaLibrary } from './media-library.ts';
import { createOutbox } from './outbox.ts';
import { createPayments } from './payments.ts';
import { acceptsPush, createPush } from './push-retry.ts';
import { createReports } from './reports.ts';
import { createRouting } from './routing.ts';
import { createSending } from './sending.ts';
import { createSessions } from './sessions.ts';
import { createSharedSenders } from './shared-sender.ts';
import type { InfobipSimulatorOptions } from './simulator.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTemplateBook } from './templates/template-book.ts';
import { renderTemplateEvent } from './templates/template-render.ts';
import { USUAL_CONDITIONS, type WebhookConditions } from './webhook-conditions.ts';

export type Platform = ReturnType<typeof createPlatform>;

/** The parts of a simulator, connected. `baseUrl` answers where the API is reached. */
export function createPlatform(options: InfobipSimulatorOptions, baseUrl: () => string) {
  const world = options.world ?? createWorld(options);
  const { fetch, close } = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { clock, random } = world;
  const { retryScale = 1, conditions: wanted, ...webhooks } = options.webhooks ?? {};
  const state = { conditions: { ...USUAL_CONDITIONS, ...wanted }, redirectsMedia: options.redirectsMedia ?? true };
  const conditions = () => state.conditions;

  const schedule = createSchedule(clock);
  // One try each: the platform's own pauses are not the kit's.
  const sender = createWebhookSender(
    { world, schedule, fetch },
    { ...webhooks, accepts: acceptsPush, giveUpAfterMs: 0 },
  );
  const push = createPush({ sender, schedule, timeScale: retryScale });
  const ids = createIds(random);
  const accounts = createAccounts((number) => world.numbers.add(describeNumber(number, (id) => inbound.driverOf(id))));
  const subscriptions = createSubscriptions();
  const outbox = createOutbox({ conditions, route: createRouting(accounts, subscriptions), schedule, post: push.post });
  const sessions = createSessions(clock);
  const admission = createAdmission({ accounts, sessions, clock, limits: options.limits ?? true });
  const library = createMediaLibrary(clock, ids.mediaId, baseUrl);
  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const reports = createReports({ world, schedule, times, outbox, conditions });
  const accepted = createAcceptedMessages<AcceptedMessage>(true);
  const shared = createSharedSenders(() => conditions().keywordInText);
  const payments = createPayments(accepted, clock);
  const templates = createTemplateBook({
    clock,
    schedule,
    nextId: ids.templateId,
    reviewMs: options.reviewMs ?? 5_000,
    announce: (template, event) => {
      const number = accounts.listNumbers().find((one) => one.businessAccountId === template.businessAccountId);
      const body = renderTemplateEvent(template, event, { ms: clock.now(), offset: conditions().offset });
      if (number) outbox.send({ number, event: 'TEMPLATE_UPDATE', chat: 'account', body });
    },
  });
  const checkLinks =
    options.fetchLinks === false ? {} : { checkLinks: createLinkCheck(createFetchLinked(fetch, clock)) };
  const sending = createSending({ world, accounts, ids, reports, accepted, shared, ...checkLinks });
  const inbound = createInbound({
    ...{ world, accounts, accepted, ids, library, outbox, reports, shared, payments },
    conditions,
  });

  return {
    ...{ world, fetch, schedule, push, ids, accounts, subscriptions, outbox, sessions, admission, library },
    ...{ accepted, payments, templates, sending, inbound, conditions },
    redirectsMedia: () => state.redirectsMedia,
    setRedirectsMedia(redirects: boolean) {
      state.redirectsMedia = redirects;
    },
    setConditions(change: Partial<WebhookConditions>) {
      state.conditions = { ...state.conditions, ...change };
    },
    async stop() {
      schedule.stop();
      sender.stop();
      await close();
    },
  };
}
