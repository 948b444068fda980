/** What nodes cost that have nothing to do: they poll, and tell one another that they live. */
import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabase } from '../targets/databases.ts';
import { withEnds } from '../targets/ends.ts';
import { startCluster } from './cluster.ts';
import { readCounters } from './postgres-counters.ts';
import { spentByThreads } from './processor.ts';

const SETTLE_MS = 3_000;
const WATCHED_S = 8;

/** Per second and node. */
export interface IdleCost {
  nodeMicros: number;
  postgresMicros: number;
  commits: number;
}

export function measureIdle(serverUrl: string, nodes: number): Promise<IdleCost> {
  return withEnds(async (ends) => {
    const url = await emptyDatabase(serverUrl);
    const cluster = await startCluster(ends, url, nodes);
    try {
      await pause(SETTLE_MS);
      const spent = () =>
        cluster.nodes.flatMap(({ child }) => Object.values(spentByThreads(child.pid ?? 0))).reduce((a, b) => a + b, 0);
      const before = { node: spent(), postgres: await readCounters(url) };
      await pause(WATCHED_S * 1_000);
      const after = { node: spent(), postgres: await readCounters(url) };
      const each = (from: number, to: number) => (to - from) / WATCHED_S / nodes;
      return {
        nodeMicros: each(before.node, after.node),
        postgresMicros: each(before.postgres.cpuMicros, after.postgres.cpuMicros),
        commits: each(before.postgres.commits, after.postgres.commits),
      };
    } finally {
      await cluster.stop();
    }
  });
}
