import { freePort, type GatewayProcess, startGateway } from '../test/support/gateway-process.ts';

/** The gateway's processes: one on SQLite, two on PostgreSQL. */
export interface Nodes {
  ports(): readonly number[];
  first(): GatewayProcess;
  /** `kill -9` of one node, then a new one in its place. */
  killOne(choice: number): Promise<void>;
  stop(): Promise<void>;
}

export interface NodesOptions {
  dataDirectory: string;
  databaseUrl: string | null;
  publicUrl: string;
  /** Filled as ports are known, for the balancer that stands before the nodes. */
  ports: number[];
}

export async function startNodes(options: NodesOptions): Promise<Nodes> {
  const count = options.databaseUrl === null ? 1 : 2;
  for (let index = 0; index < count; index++) options.ports.push(await freePort());
  const start = (port: number) =>
    startGateway({
      dataDirectory: options.dataDirectory,
      port,
      ...(options.databaseUrl !== null && { databaseUrl: options.databaseUrl }),
      environment: { CHASQUI_PUBLIC_URL: options.publicUrl },
    });
  const nodes = await Promise.all(options.ports.map(start));
  return {
    ports: () => options.ports,
    first() {
      const [node] = nodes;
      if (!node) throw new Error('no node runs');
      return node;
    },
    async killOne(choice) {
      const index = choice % nodes.length;
      await nodes[index]?.kill();
      nodes[index] = await start(options.ports[index] ?? 0);
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
