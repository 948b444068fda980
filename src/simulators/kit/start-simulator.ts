import { fastify } from 'fastify';
import type { PersonActions } from './person-actions.ts';
import { createPhoneApi } from './phone-api.ts';
import type { ProviderSimulator } from './simulator.ts';
import type { World } from './world.ts';

/** With a server of its own. */
export type Running<Simulator> = Simulator & {
  /** Base URL of the provider's API, without a slash at the end. The phone API is below `/simulator/api`. */
  readonly url: string;
};

export interface StartOptions {
  /** A free one if left out. */
  port?: number;
  /** How others reach the API, where that is not the server itself. */
  baseUrl?: string;
}

/** Serves a simulator on 127.0.0.1; `stop` closes the server too, also while requests hang. */
export async function startSimulator<Simulator extends ProviderSimulator & PersonActions & { readonly world: World }>(
  simulator: Simulator,
  { port = 0, baseUrl }: StartOptions,
): Promise<Running<Simulator>> {
  const { world, provider, api, control } = simulator;
  const app = fastify({ forceCloseConnections: true });
  await app.register(createPhoneApi(world, simulator, { [provider]: control }), { prefix: '/simulator/api' });
  await app.register(api);
  const url = await app.listen({ host: '127.0.0.1', port });
  simulator.setBaseUrl(baseUrl ?? url);
  return {
    ...simulator,
    url,
    async stop() {
      await simulator.stop();
      await app.close();
    },
  };
}
