import type { FastifyPluginAsync } from 'fastify';
import { createGupshupSimulator } from './gupshup/index.ts';
import { createInfobipSimulator } from './infobip/index.ts';
import { createKarixSimulator } from './karix/index.ts';
import { addAccountRoutes, createOpenAccount, type OpenAccount } from './kit/account-routes.ts';
import { createFetch } from './kit/http.ts';
import { createPersonActions, type PersonActions } from './kit/person-actions.ts';
import { createPhoneApi } from './kit/phone-api.ts';
import type { StatusTimes } from './kit/progress.ts';
import type { ProviderSimulator } from './kit/simulator.ts';
import { createWorld, type World, type WorldOptions } from './kit/world.ts';
import { createMetaSimulator } from './meta/index.ts';
import type { MetaSimulator } from './meta/simulator.ts';
import { createNetcoreSimulator } from './netcore/index.ts';
import { createTwilioSimulator } from './twilio/index.ts';

export interface SimulatorsOptions extends WorldOptions {
  /** What all credentials follow from; left out, they are new in every process. */
  secret?: Uint8Array;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
}

/** Every provider's simulator, with the same people on the other side. */
export interface Simulators extends PersonActions {
  readonly meta: MetaSimulator;
  /** All of them. */
  readonly providers: readonly ProviderSimulator[];
  readonly world: World;
  /** The HTTP API of the simulated phones, for the numbers of all providers; mount it under `/simulator/api`. */
  readonly phone: FastifyPluginAsync;
  openAccount: OpenAccount;
  stop(): Promise<void>;
}

/** Builds the simulators. Numbers are added afterwards, by whoever knows the channels. */
export function createSimulators(options: SimulatorsOptions = {}): Simulators {
  const world = createWorld(options);
  const { fetch, close } = createFetch();
  const actions = createPersonActions(world, fetch);
  const means = { world, fetch, ...(options.statuses && { statuses: options.statuses }) };
  const meta = createMetaSimulator(means);
  const providers: readonly ProviderSimulator[] = [
    meta,
    createTwilioSimulator(means),
    createInfobipSimulator(means),
    createGupshupSimulator(means),
    createKarixSimulator(means),
    createNetcoreSimulator(means),
  ];
  const openAccount = createOpenAccount(options.secret);
  const controls = Object.fromEntries(providers.map(({ provider, control }) => [provider, control]));
  const phone = createPhoneApi(world, actions, controls);
  return {
    meta,
    providers,
    world,
    async phone(app) {
      await app.register(phone);
      addAccountRoutes(app, { simulators: providers, numbers: world.numbers, open: openAccount });
    },
    openAccount,
    ...actions,
    async stop() {
      await Promise.all(providers.map((provider) => provider.stop()));
      await close();
    },
  };
}
