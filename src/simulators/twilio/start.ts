import { fastify } from 'fastify';
import { createTwilioSimulator } from './index.ts';
import type { TwilioSimulatorOptions } from './options.ts';
import type { TwilioSimulator } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningTwilioSimulator extends TwilioSimulator {
  /** Base URL of all three hosts, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends TwilioSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startTwilioSimulator(options: StartOptions = {}): Promise<RunningTwilioSimulator> {
  const simulator = createTwilioSimulator(options);
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
