import { setTimeout as pause } from 'node:timers/promises';
import { type GatewayProcess, startGateway } from '../test/support/gateway-process.ts';
import { stablePort } from './ports.ts';

/** Many stages share the machine. */
const READY_WITHIN_MS = 120_000;

/** The gateway's processes: one on SQLite, two on PostgreSQL. They end with this one, however it ends. */
export interface Nodes {
  first(): GatewayProcess;
  /** `kill -9` of one node, then a new one in its place. Resolves when that is ready. */
  killOne(which: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after `ms`. */
  freezeOne(which: number, ms: number): Promise<void>;
  /** What those that run printed. */
  output(): string;
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
  for (let index = 0; index < count; index++) options.ports.push(await stablePort());
  const start = (port: number) =>
    startGateway({
      dataDirectory: options.dataDirectory,
      port,
      ...(options.databaseUrl !== null && { databaseUrl: options.databaseUrl }),
      readyWithinMs: READY_WITHIN_MS,
      environment: { CHASQUI_PUBLIC_URL: options.publicUrl },
    });
  const nodes = await Promise.all(options.ports.map(start));
  const at = (which: number): GatewayProcess => {
    const node = nodes[which % nodes.length];
    if (!node) throw new Error('no node runs');
    return node;
  };
  process.once('exit', () => {
    for (const { child } of nodes) child.kill('SIGKILL');
  });
  return {
    first: () => at(0),
    async killOne(which) {
      await at(which).kill();
      const index = which % nodes.length;
      nodes[index] = await start(options.ports[index] ?? 0);
    },
    async freezeOne(which, ms) {
      const { child } = at(which);
      child.kill('SIGSTOP');
      await pause(ms);
      child.kill('SIGCONT');
    },
    output: () => nodes.map((node) => `${node.url}\n${node.output()}`).join('\n'),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
