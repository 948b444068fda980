import { rmSync } from 'node:fs';
import { type GatewayProcess, startGateway } from '../../test/support/gateway-process.ts';
import { createChannel, newFolder } from '../targets/chasqui.ts';
import type { OpenEnds } from '../targets/ends.ts';

/** Nodes of one gateway with one channel. */
export interface Cluster {
  nodes: readonly GatewayProcess[];
  dataDirectory: string;
  /** Of the webhook. */
  path: string;
  /** Ends the nodes, and then removes their folder. */
  stop(): Promise<void>;
}

/** `databaseUrl` null: one node on SQLite. */
export async function startCluster(ends: OpenEnds, databaseUrl: string | null, count: number): Promise<Cluster> {
  const dataDirectory = newFolder();
  const options = { dataDirectory, ...(databaseUrl !== null && { databaseUrl }) };
  const first = await startGateway(options);
  const { path } = await createChannel(first, ends);
  const nodes = [first];
  while (nodes.length < count) nodes.push(await startGateway(options));
  return {
    ...{ nodes, dataDirectory, path },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

export function portOf(node: GatewayProcess): number {
  return Number(new URL(node.url).port);
}
