import { fastify } from 'fastify';
import { createGupshupSimulator } from './index.ts';
import type { GupshupSimulator, GupshupSimulatorOptions } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningGupshupSimulator extends GupshupSimulator {
  /** Base URL of all of Gupshup's hosts, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends GupshupSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startGupshupSimulator(options: StartOptions = {}): Promise<RunningGupshupSimulator> {
  const simulator = createGupshupSimulator(options);
  const app = fastify({ forceCloseConnections: true });
  await app.register(simulator.phone, { prefix: '/simulator/api' });
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
