/** What one turn costs (a received message, the bot's call, its answer at the provider), and what one status costs. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { multiplyPostgres } from '../full-store/databases.ts';
import { steadyLoad } from '../load/steady-load.ts';
import { type MockGraph, startMockGraph } from '../mock-graph.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { startScript } from '../targets/script.ts';
import { type Cluster, portOf, startCluster } from './cluster.ts';
import { echoesOverAll, type Sent, statusesOf } from './load.ts';
import { difference, type PostgresCounters, query, readCounters } from './postgres-counters.ts';
import { spentByThreads, writtenBytes } from './processor.ts';

const WARM_UP = 1_000;
/** Five received and five sent. */
const EXCHANGES = 5;
/** Counters of PostgreSQL's backends are told a second late. */
const SETTLE_MS = 1_500;

export interface TurnPlan {
  /** PostgreSQL's maintenance database; null: SQLite. */
  serverUrl: string | null;
  nodes: number;
  turns: number;
  concurrency: number;
  persons: number;
  /** Turns a second at the first node, whether or not the ones before are answered; default: as fast as people are answered. */
  perSecond?: number;
  /** PostgreSQL only: so many conversations of ten messages are stored before, and a checkpoint is made, after which pages are logged whole. */
  stored?: number;
}

/** Per turn or per status; times in microseconds. */
export interface Cost {
  main: number;
  workers: number;
  other: number;
  /** What the nodes wrote to files. */
  written: number;
  postgres: PostgresCounters | null;
}

export interface Measured {
  turn: Cost;
  status: Cost;
  /** SQLite's growth by one turn. */
  fileBytes: number;
  /** All turns that the database has seen, those before it counted included. */
  turns: number;
  /** Of the database that was used, which stays; null: SQLite. */
  databaseUrl: string | null;
}

export async function measureTurns(plan: TurnPlan): Promise<Measured> {
  const sent: Sent[] = [];
  const bot = await startScript('echo-bot.ts');
  const graph = await startMockGraph({
    onAccepted: ({ to }, id) => sent.push({ id, person: Number(to.slice(-7)) }),
  });
  const url = plan.serverUrl === null ? null : await emptyDatabase(plan.serverUrl);
  const ends = { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: graph.url, graph };
  const cluster = await startCluster(ends, url, plan.nodes);
  const load = { graph, concurrency: plan.concurrency, persons: plan.persons };
  const steadily = async (turns: number, perSecond: number) => {
    const port = cluster.nodes[0] ? portOf(cluster.nodes[0]) : 0;
    await steadyLoad({ ...{ port, path: cluster.path, graph, perSecond }, goesOn: () => turns-- > 0 });
  };
  try {
    if (plan.stored && url !== null) await fill({ ...plan, stored: plan.stored, url }, cluster, graph);
    await echoesOverAll(cluster, { ...load, messages: WARM_UP });
    if (url !== null) await query(url, 'checkpoint');
    const before = fileBytes(cluster);
    const turn = await costOf(cluster, url, async () => {
      await (plan.perSecond
        ? steadily(plan.turns, plan.perSecond)
        : echoesOverAll(cluster, { ...load, messages: plan.turns }));
      return plan.turns;
    });
    const after = fileBytes(cluster);
    const status = await costOf(cluster, url, () => statusesOf(sent.slice(-plan.turns), cluster, plan.concurrency));
    return { turn, status, fileBytes: (after - before) / plan.turns, turns: WARM_UP + plan.turns, databaseUrl: url };
  } finally {
    await cluster.stop();
    await bot.stop();
    graph.close();
  }
}

async function fill(
  plan: TurnPlan & { stored: number; url: string },
  cluster: Cluster,
  graph: MockGraph,
): Promise<void> {
  await echoesOverAll(cluster, { graph, messages: EXCHANGES, concurrency: 1, persons: 1 });
  await pause(SETTLE_MS);
  await multiplyPostgres(plan.url, plan.stored - 1);
}

/** `work` tells how many there were. */
async function costOf(cluster: Cluster, url: string | null, work: () => Promise<number>): Promise<Cost> {
  const before = await read(cluster, url);
  const count = await work();
  const after = await read(cluster, url);
  const each = (name: 'main' | 'workers' | 'other' | 'written') => (after[name] - before[name]) / count;
  return {
    ...{ main: each('main'), workers: each('workers'), other: each('other'), written: each('written') },
    postgres: after.postgres && before.postgres && perOne(difference(after.postgres, before.postgres), count),
  };
}

function perOne(counters: PostgresCounters, count: number): PostgresCounters {
  return Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, value / count])) as never;
}

async function read({ nodes }: Cluster, url: string | null): Promise<Cost> {
  await pause(SETTLE_MS);
  const pids = nodes.map(({ child }) => child.pid ?? 0);
  const spent = pids.map(spentByThreads);
  const sum = (kind: string) => spent.reduce((total, node) => total + (node[kind] ?? 0), 0);
  return {
    ...{ main: sum('main'), workers: sum('workers'), other: sum('other') },
    written: pids.reduce((total, pid) => total + writtenBytes(pid), 0),
    postgres: url === null ? null : await readCounters(url),
  };
}

/** SQLite's database; its log is brought in after every 1,000 pages, which is near enough. */
function fileBytes({ dataDirectory }: Cluster): number {
  return statSync(join(dataDirectory, 'chasqui.db'), { throwIfNoEntry: false })?.size ?? 0;
}
