import { fastify } from 'fastify';
import { serveSimulators } from '../../../src/cli/simulated/serve.ts';
import { shiftableClock } from '../../../src/host/shiftable-clock.ts';
import { createSimulators, type Simulators } from '../../../src/simulators/index.ts';
import { createAnnouncer } from '../../../src/simulators/kit/events.ts';
import { type Api, apiOf } from '../api.ts';
import { followChanges } from '../changes.ts';
import { type Eventually, eventually } from '../eventually.ts';
import { ADMIN_KEY, type Engine, freshPremises, startGateway } from '../gateway.ts';
import { passTime } from '../pass-time.ts';
import { openShop, type Shop, type ShopOptions } from './shop.ts';

/** A gateway with every partner's simulator on the other side, the same people on all of them, and one clock. */
export interface PartnerRig {
  readonly simulators: Simulators;
  readonly api: Api;
  /** Where the gateway listens. */
  readonly url: string;
  eventually: Eventually;
  /** A channel at this partner with a number and a bot of its own. */
  open(provider: string, options?: ShopOptions): Promise<Shop>;
  /** Orders something of the simulators over their HTTP API, below `/simulator/api`. */
  order(path: string, payload: object): Promise<void>;
  /** Turns the clock, stopping whenever something falls due. */
  passTime(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startPartnerRig(engine: Engine): Promise<PartnerRig> {
  const clock = shiftableClock();
  const happenings = createAnnouncer<void>();
  const happened = () => happenings.tell();
  const simulators = createSimulators({ clock, statuses: { sentMs: 0, deliveredMs: 0 } });
  simulators.world.events.listen(happened);
  const served = await serveSimulators(simulators.providers);
  const phones = fastify();
  await phones.register(simulators.phone);
  const premises = await freshPremises(engine);
  const gateway = await startGateway({ premises, clock });
  const api = apiOf(gateway.url, ADMIN_KEY);
  const stopFollowing = await followChanges(gateway.url, ADMIN_KEY, happened);
  const wait: Eventually = (what, look, seen = () => undefined) => eventually({ what, look, seen }, happenings);
  const shops: Shop[] = [];

  return {
    simulators,
    api,
    url: gateway.url,
    eventually: wait,
    async open(provider, options = {}) {
      const shop = await openShop(provider, options, { simulators, api, eventually: wait, happened });
      shops.push(shop);
      return shop;
    },
    async order(url, payload) {
      const answer = await phones.inject({ method: 'POST', url, payload });
      if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
    },
    passTime: (ms) =>
      passTime(ms, { api, clock, eventually: wait, isHeard: () => shops.every((shop) => shop.isHeard()) }),
    async stop() {
      stopFollowing();
      await gateway.stop();
      await phones.close();
      await simulators.stop();
      await served.close();
      for (const { bot } of shops) await bot.stop();
      await premises.remove();
    },
  };
}
