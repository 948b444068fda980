/** The roof: starts a gateway on what gateway.ts builds, with the lists of providers, connectors and file stores. */
import { join } from 'node:path';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import release from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import { CONNECTORS } from './connectors/index.ts';
import { FILE_STORES } from './files/index.ts';
import { openStore } from './foundation.ts';
import { buildGateway, type Gateway, startWork, stopWork } from './gateway.ts';
import { type Clock, machineNow, systemClock } from './host/clock.ts';
import { findFreePort } from './host/free-port.ts';
import { createLog } from './host/log.ts';
import { createSessions } from './http/auth/sessions.ts';
import { listen } from './http/listen.ts';
import { createServer, createWorkerServer, type ServerParts } from './http/server.ts';
import { stopServer } from './http/stop-server.ts';
import { PROVIDERS } from './providers/index.ts';
import type { Role } from './role.ts';
import type { Services } from './services/services.ts';

export interface AppOptions {
  config: Config & { secretKey: Uint8Array };
  /** Default: the machine's. `dev` hands in one that can be shifted. */
  clock?: Clock;
  /** Routes of `dev`, behind the same sessions as the API. */
  extras?: readonly FastifyPluginAsync[];
  /** Browser sessions by one-time link. */
  hasSessions?: boolean;
  /** Default: `all`. */
  role?: Role;
}

export interface App {
  /** Where it listens. */
  url: string;
  services: Services;
  /** Whether anybody could use the API. */
  hasKeys(): Promise<boolean>;
  /** A link that opens a browser session, once; null without sessions. */
  sessionLink(): string | null;
  /** Says that it is not ready, and serves on for the configured time: proxies are to notice. */
  drain(): Promise<void>;
  /** Stops intake, finishes what is in hand or gives it back, closes the store. */
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
    const files = await FILE_STORES.local({ directory: config.mediaDirectory });
    const lists = { providers: PROVIDERS, connectors: CONNECTORS };
    const { role = 'all' } = options;
    const gateway = await buildGateway({ config, clock, log, store, files, ...lists, running, role });
    return await open(gateway, options);
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

/** Listens, and begins to work once it can be reached. */
async function open(gateway: Gateway, { hasSessions, extras }: AppOptions): Promise<App> {
  const { config, clock, store, running, services, role } = gateway;
  // Turning the clock by a day in development must not sign the browser out.
  const sessions = hasSessions ? createSessions(() => machineNow(clock)) : undefined;
  let isStopping = false;
  const own = { role, isStopping: () => isStopping, ...(sessions && { sessions }), ...(extras && { extras }) };
  const server =
    role === 'worker'
      ? createWorkerServer({ ...gateway, trustedProxies: config.trustedProxies, ...own })
      : serveAll(gateway, own);
  running.defer(async () => {
    isStopping = true;
    await Promise.all([stopServer(server, STOP_GRACE_MS, clock), stopWork(gateway)]);
  });
  const url = await listen(server, config);
  startWork(gateway);

  return {
    url,
    services,
    hasKeys: async () => config.adminKey !== null || (await store.registry.listApiKeys()).length > 0,
    sessionLink: () => (sessions ? `${url}/session?code=${sessions.issueCode()}` : null),
    async drain() {
      isStopping = true;
      if (config.drainMs > 0) await new Promise<void>((resolve) => clock.setTimer(config.drainMs, resolve));
    },
    stop: () => running.disposeAsync(),
  };
}

type OwnParts = Pick<ServerParts, 'role' | 'isStopping' | 'sessions' | 'extras'>;

function serveAll(gateway: Gateway, own: OwnParts): FastifyInstance {
  const { config, clock, log, store, services, pipeline, doors, pressure } = gateway;
  const { providers, connectors, directory, bulkOutbox, changes, renderEvent, metrics } = gateway;
  return createServer({
    ...services,
    ...{ providers, connectors, directory, bulkOutbox, clock, changes, renderEvent, store, metrics, log },
    ...own,
    outbox: doors.outbox,
    turnReplies: doors.replies,
    intake: doors.intake,
    pressure,
    replay: pipeline.replay,
    events: store.events,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    release: release.version,
    consoleDirectory: CONSOLE_DIRECTORY,
  });
}
