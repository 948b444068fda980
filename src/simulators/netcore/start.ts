import { fastify } from 'fastify';
import { createPhoneApi } from '../kit/phone-api.ts';
import { createNetcoreSimulator } from './index.ts';
import type { NetcoreSimulator, NetcoreSimulatorOptions } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningNetcoreSimulator extends NetcoreSimulator {
  /** Base URL of the API's host, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends NetcoreSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startNetcoreSimulator(options: StartOptions = {}): Promise<RunningNetcoreSimulator> {
  const simulator = createNetcoreSimulator(options);
  const app = fastify({ forceCloseConnections: true });
  const phone = createPhoneApi(simulator.world, simulator, { netcore: simulator.control });
  await app.register(phone, { prefix: '/simulator/api' });
  await app.register(simulator.api);
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  simulator.setBaseUrl(url);
  return {
    ...simulator,
    url,
    async stop() {
      await simulator.stop();
      await app.close();
    },
  };
}
