import { fastify } from 'fastify';
import { createPhoneApi } from '../kit/phone-api.ts';
import { createKarixSimulator } from './index.ts';
import type { KarixSimulator, KarixSimulatorOptions } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningKarixSimulator extends KarixSimulator {
  /** Base URL of the API's host, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends KarixSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startKarixSimulator(options: StartOptions = {}): Promise<RunningKarixSimulator> {
  const simulator = createKarixSimulator(options);
  const app = fastify({ forceCloseConnections: true });
  const phone = createPhoneApi(simulator.world, simulator, { karix: simulator.control });
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
