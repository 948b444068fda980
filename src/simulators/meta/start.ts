import { fastify } from 'fastify';
import { createMetaSimulator } from './index.ts';
import type { MetaSimulator, MetaSimulatorOptions } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningMetaSimulator extends MetaSimulator {
  /** Base URL of the Graph API, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends MetaSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startMetaSimulator(options: StartOptions = {}): Promise<RunningMetaSimulator> {
  const simulator = createMetaSimulator(options);
  const app = fastify({ forceCloseConnections: true });
  await app.register(simulator.phone, { prefix: '/simulator/api' });
  await app.register(simulator.api);
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  simulator.setBaseUrl(options.baseUrl ?? url);
  return {
    ...simulator,
    url,
    async stop() {
      await simulator.stop();
      await app.close();
    },
  };
}
