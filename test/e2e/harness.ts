import type { App } from '../../src/app.ts';
import { type ShiftableClock, shiftableClock } from '../../src/host/shiftable-clock.ts';
import { createAnnouncer } from '../../src/simulators/kit/events.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { type Api, apiOf } from './api.ts';
import { followChanges } from './changes.ts';
import { type ChannelOptions, createChannel, type TestChannel } from './channel.ts';
import { eventually } from './eventually.ts';
import { ADMIN_KEY, type Engine, freshPremises, type GatewayOptions, startGateway } from './gateway.ts';
import { passTime } from './pass-time.ts';

/** A gateway on an engine, the simulated Cloud API on the other side, and one clock for both. */
export interface Harness {
  readonly engine: Engine;
  readonly clock: ShiftableClock;
  readonly simulator: RunningMetaSimulator;
  /** Where the gateway listens. */
  readonly url: string;
  /** Where the worker listens; null without roles. */
  readonly workerUrl: string | null;
  /** As the administrator. */
  readonly api: Api;
  readonly databaseUrl: string | null;
  readonly dataDirectory: string;
  /** A channel with a number, people's access to it, and a bot of its own: stories on different channels do not meet. */
  openChannel(options?: ChannelOptions): Promise<TestChannel>;
  /** Looks after everything that happens at the gateway, the bots and the simulator; see `eventually`. */
  eventually<Found>(
    what: string,
    look: () => Found | undefined | Promise<Found | undefined>,
    seen?: () => unknown,
  ): Promise<Found>;
  /** Turns the clock by so much, stopping whenever something falls due, and lets that finish. */
  passTime(ms: number): Promise<void>;
  /** Stops the gateway in good order; it may be started again on the same data and port. */
  stopGateway(): Promise<void>;
  /** `elsewhere`: on another folder or database, to which what this one kept was carried. */
  startGateway(elsewhere?: GatewayOptions['premises']): Promise<void>;
  stop(): Promise<void>;
}

export interface HarnessOptions extends Pick<GatewayOptions, 'port' | 'publicUrl'> {
  /** Instead of the database's own address. */
  databaseThrough?(databaseUrl: string): Promise<string>;
  /** A web node, where everything is asked, and a worker; on PostgreSQL only. */
  roles?: 'split';
}

export async function startHarness(engine: Engine, options: HarnessOptions = {}): Promise<Harness> {
  const clock = shiftableClock();
  const happenings = createAnnouncer<void>();
  const happened = () => happenings.tell();
  const premises = await freshPremises(engine);
  const { databaseUrl, dataDirectory } = premises;
  const reached =
    databaseUrl !== null && options.databaseThrough ? await options.databaseThrough(databaseUrl) : databaseUrl;
  const simulator = await startMetaSimulator({ clock, statuses: { sentMs: 0, deliveredMs: 0 } });
  simulator.onMessage(happened);
  simulator.onDelivery(happened);

  const { databaseThrough: _through, roles, ...listening } = options;
  let shared: Pick<GatewayOptions, 'premises' | 'clock'> = { premises: { dataDirectory, databaseUrl: reached }, clock };
  const startNodes = async (at: Pick<GatewayOptions, 'port' | 'publicUrl'>) => {
    const front = await startGateway({ ...shared, ...at, role: roles === 'split' ? 'web' : 'all' });
    if (roles !== 'split') return [front] as const;
    return [front, await startGateway({ ...shared, publicUrl: at.publicUrl ?? front.url, role: 'worker' })] as const;
  };
  const first = await startNodes(listening);
  const { url, port } = first[0];
  let nodes: readonly App[] = first;
  const api = apiOf(url, ADMIN_KEY);
  let stopFollowing = await followChanges(url, ADMIN_KEY, happened);
  const channels: TestChannel[] = [];

  const wait: Harness['eventually'] = (what, look, seen = () => simulator.received().map(({ body }) => body)) =>
    eventually({ what, look, seen }, happenings);

  const stopGateway = async () => {
    stopFollowing();
    for (const node of nodes.toReversed()) await node.stop();
    nodes = [];
  };

  return {
    engine,
    clock,
    simulator,
    url,
    workerUrl: first[1]?.url ?? null,
    api,
    databaseUrl,
    dataDirectory,
    eventually: wait,
    passTime: (ms) =>
      passTime(ms, { api, clock, eventually: wait, isHeard: () => channels.every((channel) => channel.isHeard()) }),
    stopGateway,
    async startGateway(elsewhere = shared.premises) {
      shared = { premises: elsewhere, clock };
      nodes = await startNodes({ ...listening, port });
      stopFollowing = await followChanges(url, ADMIN_KEY, happened);
    },
    async openChannel(wanted = {}) {
      const channel = await createChannel(wanted, { api, simulator, eventually: wait, happened });
      channels.push(channel);
      return channel;
    },
    async stop() {
      await stopGateway();
      await simulator.stop();
      for (const { bot } of channels) await bot.stop();
      await premises.remove();
    },
  };
}
