import { createAnnouncer } from '../../src/simulators/kit/events.ts';
import { type RunningMetaSimulator, startMetaSimulator } from '../../src/simulators/meta/start.ts';
import { type Api, apiOf } from '../e2e/api.ts';
import { followChanges } from '../e2e/changes.ts';
import { createChannel, type TestChannel } from '../e2e/channel.ts';
import { eventually } from '../e2e/eventually.ts';
import { freshDatabase, freshFolder } from '../support/databases.ts';
import { ADMIN_KEY, freePort, type GatewayProcess, startGateway } from '../support/gateway-process.ts';
import { type RunningNginx, startNginx } from './nginx.ts';

/** What compose.yaml describes, as processes: a database, two nodes, and the proxy before them. */
export interface Topology {
  proxy: RunningNginx;
  api: Api;
  simulator: RunningMetaSimulator;
  shop: TestChannel;
  /** One works on lanes too, so that ending it would make people wait for its leases. */
  nodes: { all: GatewayProcess; web: GatewayProcess };
  /** Another one in the place of the node that only takes requests. */
  restartWeb(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTopology(): Promise<Topology> {
  const running = new AsyncDisposableStack();
  const happenings = createAnnouncer<void>();
  const database = await freshDatabase();
  running.defer(() => database.drop());
  const folder = freshFolder();
  running.defer(() => folder.remove());
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const start = (role: 'all' | 'web', port: number) =>
    startGateway({
      port,
      role,
      dataDirectory: folder.directory,
      databaseUrl: database.url,
      environment: { CHASQUI_PUBLIC_URL: `http://127.0.0.1:${ports[2]}`, CHASQUI_TRUSTED_PROXIES: '127.0.0.1/32' },
    });
  const [all, web] = await Promise.all([start('all', ports[0]), start('web', ports[1])]);
  const nodes = { all, web };
  running.defer(async () => void (await Promise.all([nodes.all.stop(), nodes.web.stop()])));
  const proxy = await startNginx(ports[2], [ports[0], ports[1]]);
  running.defer(() => proxy.stop());
  const happened = () => happenings.tell();
  const simulator = await startMetaSimulator({ statuses: { sentMs: 0, deliveredMs: 0 } });
  running.defer(() => simulator.stop());
  simulator.onMessage(happened);
  simulator.onDelivery(happened);
  running.defer(await followChanges(nodes.all.url, ADMIN_KEY, happened));
  const api = apiOf(proxy.url, ADMIN_KEY);
  const wait = <Found>(
    what: string,
    look: () => Found | undefined | Promise<Found | undefined>,
    seen = () => '' as unknown,
  ) => eventually({ what, look, seen }, happenings);
  const shop = await createChannel({}, { api, simulator, happened, eventually: wait });
  running.defer(() => shop.bot.stop());
  return {
    ...{ proxy, api, simulator, shop, nodes },
    async restartWeb() {
      nodes.web = await start('web', ports[1]);
    },
    stop: () => running.disposeAsync(),
  };
}
