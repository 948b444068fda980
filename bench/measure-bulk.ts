import { setTimeout as pause } from 'node:timers/promises';
import type { LoadResult } from './closed-loop.ts';
import { emptyDatabase, type Plan, type Row } from './measures.ts';
import { type MockGraph, startMockGraph } from './mock-graph.ts';
import { steadyLoad } from './steady-load.ts';
import { type Chasqui, startChasqui, startScript } from './targets.ts';

export interface BulkPlan extends Plan {
  recipients: number;
  /** Of the sender; bulk sends have four fifths of it. */
  perSecond: number;
}

/** Live messages a second, as a part of the sender's rate. Each is answered, so that twice as much is spent on them. */
const LIVE_SHARE = 1 / 8;
const WARM_UP_MS = 3_000;
const ALONE_MS = 20_000;
const LOOK_EVERY_MS = 250;

/** Live traffic alone and beside a bulk send. The ratio is of the live p99, so that small is good. */
export async function measureBulk(plan: BulkPlan, databaseUrl: string): Promise<Row[]> {
  const bot = await startScript('echo-bot.ts');
  const graph = await startMockGraph();
  const ends = { botUrl: `http://127.0.0.1:${bot.port}/`, graphUrl: graph.url };
  const engines: [string, () => Promise<string | null>][] = [
    ['SQLite', async () => null],
    ['PostgreSQL', () => emptyDatabase(databaseUrl)],
  ];
  try {
    const rows: Row[] = [];
    for (const [engine, database] of engines) {
      const alone: Row = { measure: 'bulk', target: `${engine}: live alone`, results: [], ratios: [] };
      const beside: Row = {
        measure: 'bulk',
        target: `${engine}: live beside ${plan.recipients}`,
        results: [],
        ratios: [],
      };
      for (let round = 0; round < plan.rounds; round += 1) {
        const target = await startChasqui(ends, await database(), plan.perSecond);
        try {
          const measured = await measureOnce(target, graph, plan);
          const ratio = measured.beside.p99Ms / measured.alone.p99Ms;
          console.error(`bulk, round ${round + 1} of ${plan.rounds}: ${engine}: p99 × ${ratio.toFixed(2)}`);
          alone.results.push(measured.alone);
          alone.ratios.push(1);
          beside.results.push(measured.beside);
          beside.ratios.push(ratio);
        } finally {
          await target.stop();
        }
      }
      rows.push(alone, beside);
    }
    return rows;
  } finally {
    graph.close();
    await bot.stop();
  }
}

async function measureOnce(target: Chasqui, graph: MockGraph, plan: BulkPlan) {
  const load = { port: target.port, path: target.path, graph, perSecond: plan.perSecond * LIVE_SHARE };
  await steadyLoad({ ...load, goesOn: forMs(WARM_UP_MS) });
  const alone = await steadyLoad({ ...load, goesOn: forMs(ALONE_MS) });
  const run = runBulk(target, plan);
  let isRunning = true;
  const ended = run.finally(() => {
    isRunning = false;
  });
  const [beside] = await Promise.all([steadyLoad({ ...load, goesOn: () => isRunning }), ended]);
  const { reached, repeated } = graph.templates();
  if (reached !== plan.recipients || repeated > 0) {
    throw new Error(`of ${plan.recipients} people ${reached} were reached, ${repeated} more than once`);
  }
  return { alone, beside } satisfies Record<string, LoadResult>;
}

function forMs(ms: number): () => boolean {
  const until = Date.now() + ms;
  return () => Date.now() < until;
}

/** Creates it while live traffic goes on, and waits until everybody has got it. */
async function runBulk({ gateway, channelId }: Chasqui, plan: BulkPlan): Promise<void> {
  const recipients = Array.from({ length: plan.recipients }, (_, index) => ({
    to: `+1555${String(1_000_000 + index)}`,
    parameters: [`Person ${index}`],
  }));
  const content = { type: 'template', name: 'news', language: 'en' };
  const startedAt = Date.now();
  const { id } = await gateway.api<{ id: string }>('POST', '/bulk-sends', {
    channelId,
    content,
    recipients,
    start: true,
  });
  for (;;) {
    await pause(LOOK_EVERY_MS);
    const { state, progress } = await gateway.api<Progress>('GET', `/bulk-sends/${id}`);
    if (state === 'done' && progress.queued === 0) break;
  }
  console.error(`bulk: ${Math.round((plan.recipients * 1_000) / (Date.now() - startedAt))} people a second`);
}

interface Progress {
  state: string;
  progress: { queued: number };
}
