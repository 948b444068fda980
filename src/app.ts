/** The roof: builds every part and hands each what it needs. The only place that knows all of them. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { CONNECTORS } from './connectors/index.ts';
import { openStore, openVault } from './foundation.ts';
import { type Clock, systemClock } from './host/clock.ts';
import { createEgress } from './host/egress.ts';
import { findFreePort } from './host/free-port.ts';
import { randomIds } from './host/ids.ts';
import { createLog } from './host/log.ts';
import { createMetrics } from './host/metrics.ts';
import { createTokens } from './host/tokens.ts';
import { createSessions } from './http/auth/sessions.ts';
import { createChanges } from './http/changes.ts';
import { createObserver } from './http/observer.ts';
import { createServer } from './http/server.ts';
import { stopServer } from './http/stop-server.ts';
import { createPipeline } from './pipeline/pipeline.ts';
import { PROVIDERS } from './providers/index.ts';
import { createDirectory } from './services/create-directory.ts';
import { checkSecretKey } from './services/secret-key-check.ts';
import { createServices, type Services } from './services/services.ts';
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

/** Starts a gateway; resolves when it listens. Rejects with a sentence for the operator if it cannot. */
export async function startApp(options: AppOptions): Promise<App> {
  const config = await withPort(options.config);
  const clock = options.clock ?? systemClock();
  const log = createLog({ level: config.logLevel });
  const store = await openStore(config, options.clock);
  try {
    return await assemble({ ...options, config, clock, log, store });
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Port 0 is chosen before anything is built, because callback URLs name it. */
async function withPort<Chosen extends Config>(config: Chosen): Promise<Chosen> {
  if (config.port !== 0) return config;
  const port = await findFreePort(config.host);
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
}

interface Foundation extends AppOptions {
  clock: Clock;
  log: ReturnType<typeof createLog>;
  store: Store;
}

async function assemble({ config, clock, log, store, ...options }: Foundation): Promise<App> {
  const vault = openVault(config);
  await checkSecretKey(store.registry, vault);

  const metrics = createMetrics();
  metrics.watchQueues(() => store.queries.queueDepths());
  const changes = createChanges();
  const observer = createObserver({ metrics, changes, log });
  const egress = createEgress({ allow: config.egressAllow });
  const lent = { fetch: egress.fetch, now: () => clock.now() };
  const ids = randomIds();
  const directory = await createDirectory({
    registry: store.registry,
    clock,
    vault,
    providers: PROVIDERS,
    connectors: CONNECTORS,
    providerHost: lent,
    connectorHost: lent,
    publicUrl: config.publicUrl,
    onTrouble: (where, error) => log.error({ err: error, where }, 'registry trouble'),
    onUnusable: (what, error) => log.error({ err: error, what }, 'settings cannot be used'),
  });
  const pipeline = createPipeline({
    store: store.work,
    queries: store.queries,
    directory,
    clock,
    ids,
    tokens: createTokens(config.secretKey),
    publicUrl: config.publicUrl,
    observer,
    sharesBudgets: config.databaseUrl !== null,
  });
  const services = createServices({
    store,
    directory,
    vault,
    providers: PROVIDERS,
    connectors: CONNECTORS,
    publicUrl: config.publicUrl,
    ids,
    now: () => clock.now(),
    random: randomBytes,
    adminKey: config.adminKey,
  });
  const sessions = options.hasSessions ? createSessions(() => clock.now()) : undefined;
  const server = createServer({
    ...services,
    providers: PROVIDERS,
    connectors: CONNECTORS,
    directory,
    outbox: pipeline.outbox,
    turnReplies: pipeline.replies,
    intake: pipeline.intake,
    replay: pipeline.replay,
    clock,
    changes,
    store,
    metrics,
    log,
    publicUrl: config.publicUrl,
    consoleDirectory: CONSOLE_DIRECTORY,
    ...(sessions && { sessions }),
    ...(options.extras && { extras: options.extras }),
  });
  const url = await server.listen({ host: config.host, port: config.port });
  pipeline.start();

  return {
    url,
    services,
    hasKeys: async () => config.adminKey !== null || (await store.registry.listApiKeys()).length > 0,
    sessionLink: () => (sessions ? `${url}/session?code=${sessions.issueCode()}` : null),
    async stop() {
      await stopServer(server, STOP_GRACE_MS, clock);
      await pipeline.stop();
      directory.close();
      await egress.close();
      await store.close();
    },
  };
}
