import fastify from 'fastify';
import type { ProviderSimulator } from '../../simulators/kit/simulator.ts';

/** Gives every simulated provider a server of its own on this machine, as real ones have hosts of their own. */
export async function serveSimulators(providers: readonly ProviderSimulator[]): Promise<{ close(): Promise<void> }> {
  const servers = await Promise.all(
    providers.map(async (provider) => {
      const server = fastify({ forceCloseConnections: true });
      await server.register(provider.api);
      provider.setBaseUrl(await server.listen({ host: '127.0.0.1', port: 0 }));
      return server;
    }),
  );
  return {
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
