import type { FastifyPluginAsync } from 'fastify';
import { createFetch } from './kit/http.ts';
import { createPersonActions, type PersonActions } from './kit/person-actions.ts';
import { createPhoneApi } from './kit/phone-api.ts';
import { createWorld, type World, type WorldOptions } from './kit/world.ts';
import { createMetaSimulator } from './meta/index.ts';
import type { MetaSimulator } from './meta/simulator.ts';

/** Every provider's simulator, with the same people on the other side. */
export interface Simulators extends PersonActions {
  readonly meta: MetaSimulator;
  readonly world: World;
  /** The HTTP API of the simulated phones, for the numbers of all providers; mount it under `/simulator/api`. */
  readonly phone: FastifyPluginAsync;
  stop(): Promise<void>;
}

/** Builds the simulators. Numbers are added afterwards, by whoever knows the channels. */
export function createSimulators(options: WorldOptions = {}): Simulators {
  const world = createWorld(options);
  const { fetch, close } = createFetch();
  const actions = createPersonActions(world, fetch);
  const meta = createMetaSimulator({ world, fetch });
  return {
    meta,
    world,
    phone: createPhoneApi(world, actions, { meta: meta.control }),
    ...actions,
    async stop() {
      await meta.stop();
      await close();
    },
  };
}
