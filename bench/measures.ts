import { Client } from 'pg';
import { closedLoop, type LoadResult } from './closed-loop.ts';
import { echoLoop } from './echo-loop.ts';
import { startMockGraph } from './mock-graph.ts';
import { type Ends, startBaseline, startChasqui, startScript, type Target } from './targets.ts';
import { signedRequest, textWebhook } from './wire.ts';

export interface Plan {
  rounds: number;
  messages: number;
}

/** One measure of one target over all rounds; the first target of a measure is the baseline. */
export interface Row {
  measure: string;
  target: string;
  results: LoadResult[];
  /** Of each round, to the baseline of the same round: of throughput; of `bulk`, the live p99. */
  ratios: number[];
}

const CONNECTIONS = 64;
const PERSONS = 2_000;
const WARM_UP = 500;

type Start = (ends: Ends) => Promise<Target>;

function targets(databaseUrl: string, baseline: Start): [string, Start][] {
  return [
    ['bare node:http', baseline],
    ['chasqui, SQLite', (ends) => startChasqui(ends, null)],
    ['chasqui, PostgreSQL', async (ends) => startChasqui(ends, await emptyDatabase(databaseUrl))],
  ];
}

/** Webhook to durable 200, against signature and parse alone. The bot hangs, so that only intake is measured. */
export async function measureAcknowledgement(plan: Plan, databaseUrl: string): Promise<Row[]> {
  const bot = await startScript('echo-bot.ts', '--hang');
  const ends = { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: 'http://127.0.0.1:9' };
  try {
    return await interleave(
      'acknowledgement',
      targets(databaseUrl, () => startBaseline()),
      plan,
      async (start) => {
        const target = await start(ends);
        try {
          await closedLoop(target.port, webhooks(target.path, WARM_UP), CONNECTIONS);
          return await closedLoop(target.port, webhooks(target.path, plan.messages), CONNECTIONS);
        } finally {
          await target.stop();
        }
      },
    );
  } finally {
    await bot.stop();
  }
}

/** Webhook to the bot's answer at the provider, against the same without storage. */
export async function measureEcho(plan: Plan, databaseUrl: string): Promise<Row[]> {
  const bot = await startScript('echo-bot.ts');
  const graph = await startMockGraph();
  const ends = { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: graph.url };
  try {
    return await interleave('echo', targets(databaseUrl, startBaseline), plan, async (start) => {
      const target = await start(ends);
      const load = { port: target.port, path: target.path, graph, concurrency: CONNECTIONS };
      try {
        await echoLoop({ ...load, messages: WARM_UP });
        return await echoLoop({ ...load, messages: plan.messages });
      } finally {
        await target.stop();
      }
    });
  } finally {
    graph.close();
    await bot.stop();
  }
}

async function interleave(
  measure: string,
  starts: [string, Start][],
  plan: Plan,
  run: (start: Start) => Promise<LoadResult>,
): Promise<Row[]> {
  const rows = starts.map(([target]): Row => ({ measure, target, results: [], ratios: [] }));
  for (let round = 0; round < plan.rounds; round++) {
    for (const [index, [target, start]] of starts.entries()) {
      const result = await run(start);
      console.error(`${measure}, round ${round + 1} of ${plan.rounds}: ${target}: ${Math.round(result.perSecond)}/s`);
      rows[index]?.results.push(result);
      rows[index]?.ratios.push(result.perSecond / (rows[0]?.results[round]?.perSecond ?? Number.NaN));
    }
  }
  return rows;
}

function webhooks(path: string, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) =>
    signedRequest(path, textWebhook(index % PERSONS, `Hello ${index}`).body),
  );
}

let databases = 0;

/** A new one on the server at `url`; its address. */
export async function emptyDatabase(url: string): Promise<string> {
  databases += 1;
  const name = `bench_${process.pid}_${databases}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
