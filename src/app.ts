/** The roof: builds every part and hands each what it needs. The only place that knows all of them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { CONNECTORS } from './connectors/index.ts';
import { FILE_STORES } from './files/index.ts';
import { openStore, openVault } from './foundation.ts';
import { type Clock, systemClock } from './host/clock.ts';
import { createEgress } from './host/egress.ts';
import { findFreePort } from './host/free-port.ts';
import { randomIds } from './host/ids.ts';
import { createLog } from './host/log.ts';
import { createMetrics, type Metrics } from './host/metrics.ts';
import { createTokens } from './host/tokens.ts';
import { createUrlCheck } from './host/url-check.ts';
import { eventBodies } from './http/api/event-body.ts';
import { createSessions } from './http/auth/sessions.ts';
import { type ChangeNotifier, createChanges } from './http/changes.ts';
import { listen } from './http/listen.ts';
import { createObserver } from './http/observer.ts';
import { createServer } from './http/server.ts';
import { stopServer } from './http/stop-server.ts';
import type { BulkOutbox } from './pipeline/bulk/bulk-doors.ts';
import { createBulkOutbox } from './pipeline/bulk/bulk-outbox.ts';
import { createEventRunner, type EventRunner } from './pipeline/events/event-runner.ts';
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts';
import { PROVIDERS } from './providers/index.ts';
import { createConnectionStops } from './services/connection-stops.ts';
import { createDirectory } from './services/create-directory.ts';
import type { Directory } from './services/directory.ts';
import { openEventWebhook } from './services/event-webhooks.ts';
import { createMediaLinks } from './services/media/links.ts';
import { checkSecretKey } from './services/secret-key-check.ts';
import { createServices, type Services } from './services/services.ts';
import { stoppedReasons } from './services/stopped-reasons.ts';
import { createTemplateKeeping, type TemplateKeeping } from './services/templates/keeping.ts';
import type { Store } from './store/store.ts';

export interface AppOptions {
  config: Config & { secretKey: Uint8Array };
  /** Default: the machine's. `dev` hands in one that can be shifted. */
  clock?: Clock;
  /** Routes of `dev`, behind the same sessions as the API. */
  extras?: readonly FastifyPluginAsync[];
  /** Browser sessions by one-time link. */
  hasSessions?: boolean;
}

export interface App {
  /** Where it listens. */
  url: string;
  services: Services;
  /** Whether anybody could use the API. */
  hasKeys(): Promise<boolean>;
  /** A link that opens a browser session, once; null without sessions. */
  sessionLink(): string | null;
  /** Stops intake, finishes what is in hand, closes the store. */
  stop(): Promise<void>;
}

const CONSOLE_DIRECTORY = join(import.meta.dirname, '../console/dist');
const STOP_GRACE_MS = 10_000;

/** Starts a gateway; resolves when it listens. Rejects with a sentence for the operator if it cannot, and leaves nothing running. */
export async function startApp(options: AppOptions): Promise<App> {
  const config = await withPort(options.config);
  const clock = options.clock ?? systemClock();
  const log = createLog({ level: config.logLevel });
  const running = new AsyncDisposableStack();
  try {
    const store = await openStore(config, options.clock);
    running.defer(() => store.close());
    const house = await build({ config, clock, log, store, running });
    return await open(house, options);
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

/** Port 0 is chosen before anything is built, because callback URLs name it. */
async function withPort<Chosen extends Config>(config: Chosen): Promise<Chosen> {
  if (config.port !== 0) return config;
  const port = await findFreePort(config.host);
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

interface Foundation {
  config: AppOptions['config'];
  clock: Clock;
  log: ReturnType<typeof createLog>;
  store: Store;
  /** What runs, to be stopped in the opposite order. */
  running: AsyncDisposableStack;
}

/** Everything but the doors. */
interface House extends Foundation {
  bulkOutbox: BulkOutbox;
  eventRunner: EventRunner;
  renderEvent: ReturnType<typeof eventBodies>;
  metrics: Metrics;
  changes: ChangeNotifier;
  directory: Directory;
  pipeline: Pipeline;
  templates: TemplateKeeping;
  services: Services;
}

async function build(foundation: Foundation): Promise<House> {
  const { config, clock, log, store, running } = foundation;
  const vault = openVault(config);
  await checkSecretKey(store.registry, vault);

  const egress = createEgress({ allow: config.egressAllow });
  running.defer(() => egress.close());
  const lent = { fetch: egress.fetch, download: egress.download, now: () => clock.now() };
  const shared = {
    vault,
    providers: PROVIDERS,
    connectors: CONNECTORS,
    publicUrl: config.publicUrl,
    refusalOf: createUrlCheck(config.egressAllow),
  };
  const changes = createChanges();
  const directory = await createDirectory({
    ...shared,
    registry: store.registry,
    clock,
    providerHost: lent,
    connectorHost: lent,
    onTrouble: (where, error) => log.error({ err: error, where }, 'registry trouble'),
    onUnusable: (what, error) => log.error({ err: error, what }, 'settings cannot be used'),
    onChange(channelIds) {
      for (const channelId of channelIds) changes.publish({ kind: 'channel', channelId });
    },
  });
  running.defer(() => directory.close());

  const stops = createConnectionStops({ registry: store.registry, directory, now: () => clock.now() });

  const templates = createTemplateKeeping({
    directory,
    store: store.templates,
    storeTime: () => store.work.now(),
    clock,
    onError: (error) => log.error({ err: error }, 'templates'),
  });
  running.defer(() => templates.stop());

  const metrics = createMetrics();
  metrics.watchQueues(() => store.queries.queueDepths());
  metrics.watchStops(() => stoppedReasons(directory.channels(), clock.now()));
  metrics.watchBulk(() => store.bulk.backlog());
  const ids = randomIds();
  const tokens = createTokens(config.secretKey);
  const files = await FILE_STORES.local({ directory: config.mediaDirectory });
  const links = createMediaLinks({ tokens, publicUrl: config.publicUrl, now: () => clock.now() });
  const media = { store: store.media, files, links };
  const sending = { media, templates: templates.catalog, directory, clock, ids };
  const bulkOutbox = createBulkOutbox({ ...sending, store: store.bulk });
  const pipeline = createPipeline({
    ...sending,
    store: store.work,
    bulk: store.bulk,
    queries: store.queries,
    stops,
    tokens,
    publicUrl: config.publicUrl,
    observer: createObserver({ metrics, changes, log, now: () => clock.now() }),
    alsoSweep: [() => store.events.sweepEvents()],
    sharesBudgets: config.databaseUrl !== null,
  });
  running.defer(() => pipeline.stop());
  const renderEvent = eventBodies({
    queries: store.queries,
    senders: directory,
    linkTo: (mediaId) => links.link(mediaId, clock.now()),
  });
  const eventRunner = createEventRunner({
    store: store.events,
    ...lent,
    clock,
    render: renderEvent,
    open: (webhook) => openEventWebhook(webhook, vault),
    changed: () => changes.publish({ kind: 'event_webhook' }),
    onError: (error) => log.error({ err: error }, 'event webhooks'),
  });
  running.defer(() => eventRunner.stop());
  const services = createServices({
    ...shared,
    store,
    directory,
    files,
    links,
    fetch: egress.fetch,
    ids,
    now: () => clock.now(),
    random: randomBytes,
    adminKey: config.adminKey,
  });
  return {
    ...foundation,
    bulkOutbox,
    templates,
    metrics,
    changes,
    directory,
    pipeline,
    services,
    eventRunner,
    renderEvent,
  };
}

/** Listens, and begins to work once it can be reached. */
async function open(house: House, { hasSessions, extras }: AppOptions): Promise<App> {
  const { config, clock, log, store, running, metrics, changes, directory, pipeline, services } = house;
  // Turning the clock by a day in development must not sign the browser out.
  const sessions = hasSessions ? createSessions(() => clock.elapsed?.() ?? clock.now()) : undefined;
  const server = createServer({
    ...services,
    providers: PROVIDERS,
    connectors: CONNECTORS,
    directory,
    outbox: pipeline.outbox,
    bulkOutbox: house.bulkOutbox,
    turnReplies: pipeline.replies,
    intake: pipeline.intake,
    replay: pipeline.replay,
    clock,
    changes,
    events: store.events,
    renderEvent: house.renderEvent,
    store,
    metrics,
    log,
    publicUrl: config.publicUrl,
    consoleDirectory: CONSOLE_DIRECTORY,
    ...(sessions && { sessions }),
    ...(extras && { extras }),
  });
  running.defer(() => stopServer(server, STOP_GRACE_MS, clock));
  const url = await listen(server, config);
  pipeline.start();
  house.templates.start();
  house.eventRunner.start();

  return {
    url,
    services,
    hasKeys: async () => config.adminKey !== null || (await store.registry.listApiKeys()).length > 0,
    sessionLink: () => (sessions ? `${url}/session?code=${sessions.issueCode()}` : null),
    stop: () => running.disposeAsync(),
  };
}
