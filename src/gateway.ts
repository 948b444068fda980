/** Everything of a gateway but its doors and its lists, put together part by part; what runs is stopped in the opposite order. */
import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import type { ConnectorDefinition } from './domain/connector.ts';
import type { FileStore } from './domain/file-store.ts';
import type { ProviderDefinition } from './domain/provider.ts';
import { openVault } from './foundation.ts';
import { type Clock, machineNow } from './host/clock.ts';
import { createEgress, type Egress } from './host/egress.ts';
import { randomIds } from './host/ids.ts';
import type { Log } from './host/log.ts';
import { createMetrics, type Metrics } from './host/metrics.ts';
import { createTokens } from './host/tokens.ts';
import { createUrlCheck } from './host/url-check.ts';
import { eventBodies } from './http/api/event-body.ts';
import { type ChangeNotifier, createChanges } from './http/changes.ts';
import { createObserver } from './http/observer.ts';
import { type SharedChanges, shareChanges } from './http/share-changes.ts';
import { createRefusalTeller } from './http/tell-refusals.ts';
import type { BulkOutbox } from './pipeline/bulk/bulk-doors.ts';
import { createBulkOutbox } from './pipeline/bulk/bulk-outbox.ts';
import type { RenderEvent } from './pipeline/events/batch.ts';
import { createEventRunner, type EventRunner } from './pipeline/events/event-runner.ts';
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts';
import { createPressure, type Pressure } from './pipeline/pressure.ts';
import { createReadiness, type Readiness } from './pipeline/readiness.ts';
import { createHeardReadiness, createIntakeBeat, type IntakeBeat, shareMissed } from './pipeline/share-readiness.ts';
import { type PressedDoors, underPressure } from './pipeline/under-pressure.ts';
import type { Role } from './role.ts';
import { createTokenGate } from './services/applications/token-gate.ts';
import { createConnectionStops } from './services/connection-stops.ts';
import { createDirectory } from './services/create-directory.ts';
import type { Directory } from './services/directory.ts';
import { openEventWebhook } from './services/event-webhooks.ts';
import { createMediaLinks, type MediaLinks } from './services/media/links.ts';
import { createFileSweep } from './services/media/sweep-files.ts';
import { createMemos } from './services/memos.ts';
import { checkSecretKey } from './services/secret-key-check.ts';
import type { Vault } from './services/secrets.ts';
import { createServices, type Services } from './services/services.ts';
import { hearStandIns, type StandInTeller, tellStandIns } from './services/share-stand-ins.ts';
import { createStandIns, type StandIns } from './services/stand-ins.ts';
import { stoppedReasons } from './services/stopped-reasons.ts';
import { createTemplateKeeping, type TemplateKeeping } from './services/templates/keeping.ts';
import type { Store } from './store/store.ts';

const TEMPLATES_GRACE_MS = 10_000;

/** What a gateway is built from. */
export interface GatewayParts {
  config: Config & { secretKey: Uint8Array };
  clock: Clock;
  log: Log;
  store: Store;
  files: FileStore;
  providers: readonly ProviderDefinition[];
  connectors: readonly ConnectorDefinition[];
  /** What runs, to be stopped in the opposite order. */
  running: AsyncDisposableStack;
  role: Role;
}

/** Parts that others are built with. */
interface GatewayBasis extends GatewayParts {
  vault: Vault;
  egress: Egress;
  changes: ChangeNotifier;
  /** Tells also pages that are open at other nodes. */
  shared: Pick<SharedChanges, 'publish'>;
  directory: Directory;
  templates: TemplateKeeping;
  links: MediaLinks;
  standIns: StandIns;
  /** What is so at the nodes that send: this one, unless it is a web node. */
  knownStandIns: Pick<StandIns, 'of'>;
  ids: ReturnType<typeof randomIds>;
  tokens: ReturnType<typeof createTokens>;
  refusalOf: ReturnType<typeof createUrlCheck>;
}

/** All parts; nothing works on messages yet. */
export interface Gateway extends GatewayBasis {
  metrics: Metrics;
  pipeline: Pipeline;
  /** Of the pipeline, as requests from outside may use them. */
  doors: PressedDoors;
  pressure: Pressure;
  bulkOutbox: BulkOutbox;
  services: Services;
  eventRunner: EventRunner;
  renderEvent: RenderEvent;
  intakeBeat: IntakeBeat;
}

/** Rejects with a sentence for the operator if the secret key is another one than the stored credentials were encrypted with. */
export async function buildGateway(parts: GatewayParts): Promise<Gateway> {
  const basis = await openBasis(parts);
  const metrics = measure(basis);
  const messaging = buildMessaging(basis, metrics);
  const intakeBeat = createIntakeBeat({ nodes: parts.store.nodes, clock: parts.clock });
  return { ...basis, metrics, ...messaging, ...buildEvents(basis), services: buildServices(basis), intakeBeat };
}

/** Starts what works without being asked, which is all that a web node leaves to others. To be called when it can be reached. */
export function startWork({ role, pipeline, templates, eventRunner, intakeBeat }: Gateway): void {
  if (role !== 'worker') intakeBeat.start();
  if (role === 'web') return;
  pipeline.start();
  templates.start();
  eventRunner.start();
}

/** Takes no more work, and ends what is in hand or gives it back; all at once, so that it takes no longer than the slowest. */
export async function stopWork({ pipeline, templates, eventRunner, clock, intakeBeat }: Gateway): Promise<void> {
  intakeBeat.stop();
  let cancel = () => {};
  // A provider may take minutes to list an account's templates, and they can be read again.
  const enough = new Promise<void>((resolve) => {
    cancel = clock.setTimer(TEMPLATES_GRACE_MS, resolve);
  });
  await Promise.all([pipeline.stop(), Promise.race([templates.stop(), enough]), eventRunner.stop()]);
  cancel();
}

async function openBasis(parts: GatewayParts): Promise<GatewayBasis> {
  const { config, clock, store, running } = parts;
  const vault = openVault(config);
  await checkSecretKey(store.registry, vault);
  const egress = createEgress({ allow: config.egressAllow });
  running.defer(() => egress.close());
  const changes = createChanges();
  const shared = openSharing(parts, changes);
  const directory = await openDirectory(parts, { vault, egress, changes });
  const tokens = createTokens(config.secretKey);
  return {
    ...parts,
    vault,
    egress,
    changes,
    shared,
    directory,
    templates: keepTemplates(parts, directory),
    tokens,
    ...openStandIns(parts, shared),
    links: createMediaLinks({ tokens, publicUrl: config.publicUrl, now: () => clock.now() }),
    ids: randomIds(),
    refusalOf: createUrlCheck(config.egressAllow),
  };
}

type Means = Pick<GatewayBasis, 'vault' | 'egress' | 'changes'>;

async function openDirectory(parts: GatewayParts, { vault, egress, changes }: Means): Promise<Directory> {
  const { config, clock, log, store, providers, connectors, running } = parts;
  const lent = lentToLeaves({ egress, clock });
  const directory = await createDirectory({
    vault,
    providers,
    connectors,
    publicUrl: config.publicUrl,
    registry: store.registry,
    clock,
    providerHost: lent,
    memoOf: createMemos({ store: store.memos, vault, now: () => clock.now() }),
    connectorHost: { ...lent, machineNow: () => machineNow(clock) },
    onTrouble: (where, error) => log.error({ err: error, where }, 'registry trouble'),
    onUnusable: (what, error) => log.error({ err: error, what }, 'settings cannot be used'),
    onChange(channelIds) {
      for (const channelId of channelIds) changes.publish({ kind: 'channel', channelId });
    },
  });
  running.defer(() => directory.close());
  return directory;
}

function lentToLeaves({ egress, clock }: Pick<GatewayBasis, 'egress' | 'clock'>) {
  return { fetch: egress.fetch, download: egress.download, now: () => clock.now() };
}

/** A node that is alone has nobody to tell. */
function openSharing(
  { config, store, clock, log, running }: GatewayParts,
  changes: ChangeNotifier,
): Pick<SharedChanges, 'publish'> {
  if (config.databaseUrl === null) return changes;
  const onError = (error: unknown) => log.error({ err: error }, 'changes of other nodes');
  const shared = shareChanges(changes, { nodes: store.nodes, clock, onError });
  running.defer(() => shared.close());
  return shared;
}

function openStandIns(
  parts: GatewayParts,
  shared: Pick<SharedChanges, 'publish'>,
): Pick<GatewayBasis, 'standIns' | 'knownStandIns'> {
  const { role, store, clock, log, running } = parts;
  const { nodes } = store;
  const teller = tellStandIns({ nodes, clock });
  running.defer(() => teller.close());
  const standIns = watchStandIns(parts, { shared, teller });
  if (role !== 'web') return { standIns, knownStandIns: standIns };
  const knownStandIns = hearStandIns({
    nodes,
    now: () => clock.now(),
    onError: (error) => log.error({ err: error }, 'takeovers of other nodes'),
  });
  running.defer(() => knownStandIns.close());
  return { standIns, knownStandIns };
}

function watchStandIns(
  { store, clock, log }: GatewayParts,
  { shared, teller }: { shared: Pick<SharedChanges, 'publish'>; teller: StandInTeller },
): StandIns {
  return createStandIns({
    registry: store.registry,
    now: () => clock.now(),
    onChange(channelId, standIn) {
      log.warn(
        { channelId, ...standIn },
        standIn ? 'a connection sends in place of another' : 'the active connection sends again',
      );
      teller.changed(channelId, standIn);
      shared.publish({ kind: 'channel', channelId });
    },
    onError: (error) => log.error({ err: error }, 'takeover'),
  });
}

function keepTemplates({ store, clock, log }: GatewayParts, directory: Directory): TemplateKeeping {
  return createTemplateKeeping({
    directory,
    store: store.templates,
    storeTime: () => store.work.now(),
    clock,
    onError: (error) => log.error({ err: error }, 'templates'),
  });
}

function measure({ store, directory, clock }: GatewayBasis): Metrics {
  const metrics = createMetrics();
  metrics.watchQueues(() => store.queries.queueDepths());
  metrics.watchStops(() => stoppedReasons(directory.channels(), clock.now()));
  metrics.watchBulk(() => store.bulk.backlog());
  return metrics;
}

/** What waits for the store has bounds, of which metrics and the log are told. */
function boundDoors(basis: GatewayBasis, doors: PressedDoors, seen: { metrics: Metrics; readiness: Readiness }) {
  const { clock, log } = basis;
  const { metrics, readiness } = seen;
  const tell = createRefusalTeller({ metrics, log, now: () => clock.now() });
  const pressure = createPressure({
    clock,
    refused(door, reason) {
      tell(door, reason);
      if (door === 'webhook') readiness.missed();
    },
  });
  metrics.watchInHand(() => pressure.inHand());
  return { pressure, doors: underPressure(doors, pressure) };
}

type Messaging = Pick<Gateway, 'pipeline' | 'doors' | 'pressure' | 'bulkOutbox'>;

function buildMessaging(basis: GatewayBasis, metrics: Metrics): Messaging {
  const { config, clock, log, store, files, role, shared, directory, templates, links, ids, tokens, standIns } = basis;
  const media = { store: store.media, files, links };
  const sending = { media, templates: templates.catalog, directory, clock, ids };
  const talk = { nodes: store.nodes, clock };
  const readiness = shareMissed(role === 'worker' ? createHeardReadiness(talk) : createReadiness(clock), talk);
  const pipeline = createPipeline({
    ...sending,
    standIns,
    store: store.work,
    bulk: store.bulk,
    queries: store.queries,
    stops: createConnectionStops({ registry: store.registry, directory, now: () => clock.now() }),
    tokens,
    tokenGate: createTokenGate({ registry: store.registry, vault: basis.vault, now: () => clock.now() }),
    publicUrl: config.publicUrl,
    observer: createObserver({ metrics, changes: shared, log, now: () => clock.now() }),
    alsoSweep: [() => store.events.sweepEvents(), createFileSweep(media, () => clock.now())],
    sharesBudgets: config.databaseUrl !== null,
    isIntakeOnly: role === 'web',
    readiness,
  });
  return {
    pipeline,
    ...boundDoors(basis, pipeline, { metrics, readiness }),
    bulkOutbox: createBulkOutbox({ ...sending, store: store.bulk }),
  };
}

function buildEvents(basis: GatewayBasis): Pick<Gateway, 'eventRunner' | 'renderEvent'> {
  const { store, directory, links, clock, egress, vault, shared, log } = basis;
  const renderEvent = eventBodies({
    queries: store.queries,
    senders: directory,
    linkTo: (mediaId) => links.link(mediaId, clock.now()),
  });
  const eventRunner = createEventRunner({
    store: store.events,
    fetch: egress.fetch,
    clock,
    render: renderEvent,
    open: (webhook) => openEventWebhook(webhook, vault),
    changed: () => shared.publish({ kind: 'event_webhook' }),
    onError: (error) => log.error({ err: error }, 'event webhooks'),
  });
  return { eventRunner, renderEvent };
}

function buildServices({ config, clock, egress, ...basis }: GatewayBasis): Services {
  const { vault, providers, connectors, refusalOf, store, directory, files, links, ids } = basis;
  return createServices({
    ...{ vault, providers, connectors, refusalOf, store, directory, files, links, ids },
    standIns: basis.knownStandIns,
    publicUrl: config.publicUrl,
    fetch: egress.fetch,
    providerHost: lentToLeaves({ egress, clock }),
    now: () => clock.now(),
    random: randomBytes,
    adminKey: config.adminKey,
  });
}
