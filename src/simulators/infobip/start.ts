import { fastify } from 'fastify';
import { createPhoneApi } from '../kit/phone-api.ts';
import { createInfobipSimulator } from './index.ts';
import type { InfobipSimulator, InfobipSimulatorOptions } from './simulator.ts';

/** A simulator with a server of its own. */
export interface RunningInfobipSimulator extends InfobipSimulator {
  /** Base URL of the API, without a trailing slash. The phone API is below `/simulator/api`. */
  readonly url: string;
}

export interface StartOptions extends InfobipSimulatorOptions {
  /** A free one if left out. */
  port?: number;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startInfobipSimulator(options: StartOptions = {}): Promise<RunningInfobipSimulator> {
  const simulator = createInfobipSimulator(options);
  const { world, api, control } = simulator;
  const app = fastify({ forceCloseConnections: true });
  await app.register(createPhoneApi(world, simulator, { infobip: control }), { prefix: '/simulator/api' });
  await app.register(api);
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
