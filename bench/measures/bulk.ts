import { setTimeout as pause } from 'node:timers/promises';
import { forSeconds, steadyLoad } from '../load/steady-load.ts';
import type { MockGraph } from '../mock-graph.ts';
import type { Plan } from '../plan.ts';
import type { Comparison, LoadResult, Measured, Sample } from '../samples.ts';
import { type Chasqui, startChasqui } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { type OpenEnds, withEnds } from '../targets/ends.ts';
import { ON_POSTGRES, ON_SQLITE } from './starters.ts';

const MEASURE = 'bulk';

/** Live messages a second, as a part of the sender's rate. Each is answered, so that twice as much is spent on them. */
const LIVE_SHARE = 1 / 8;
const WARM_UP_SECONDS = 3;
const ALONE_SECONDS = 20;
const LOOK_EVERY_MS = 250;

/** Live traffic alone and beside a bulk send. The ratio is of the live p99, so that small is good. */
export function measureBulk(plan: Plan): Promise<Measured> {
  const engines: [string, () => Promise<string | null>][] = [
    [ON_SQLITE, async () => null],
    [ON_POSTGRES, () => emptyDatabase(plan.databaseUrl)],
  ];
  return withEnds(async (ends) => {
    const measured: Measured = { samples: [], comparisons: [] };
    for (const [name, database] of engines) {
      const { samples, comparison } = await measureEngine({ name, database }, ends, plan);
      measured.samples.push(...samples);
      measured.comparisons.push(comparison);
    }
    return measured;
  });
}

async function measureEngine(
  engine: { name: string; database: () => Promise<string | null> },
  ends: OpenEnds,
  { bulk }: Plan,
): Promise<{ samples: Sample[]; comparison: Comparison }> {
  const alone: Sample = { measure: MEASURE, target: `${engine.name}: live alone`, results: [] };
  const beside: Sample = { measure: MEASURE, target: `${engine.name}: live beside bulk`, results: [] };
  const comparison: Comparison = {
    measure: MEASURE,
    what: `live p99 beside a bulk send to ${bulk.recipients} ÷ alone, ${engine.name}`,
    values: [],
    unit: '×',
    aim: { bound: '≤', value: 2 },
  };
  for (let round = 0; round < bulk.rounds; round += 1) {
    const target = await startChasqui(ends, await engine.database(), { perSecond: bulk.perSecond });
    try {
      const measured = await measureOnce(target, ends.graph, bulk);
      const ratio = measured.beside.p99Ms / measured.alone.p99Ms;
      console.error(`bulk, round ${round + 1} of ${bulk.rounds}: ${engine.name}: p99 × ${ratio.toFixed(2)}`);
      alone.results.push(measured.alone);
      beside.results.push(measured.beside);
      comparison.values.push(ratio);
    } finally {
      await target.stop();
    }
  }
  return { samples: [alone, beside], comparison };
}

async function measureOnce(target: Chasqui, graph: MockGraph, bulk: Plan['bulk']) {
  const load = { port: target.port, path: target.path, graph, perSecond: bulk.perSecond * LIVE_SHARE };
  await steadyLoad({ ...load, goesOn: forSeconds(WARM_UP_SECONDS) });
  const alone = await steadyLoad({ ...load, goesOn: forSeconds(ALONE_SECONDS) });
  let isRunning = true;
  const ended = runBulk(target, bulk.recipients).finally(() => {
    isRunning = false;
  });
  const [beside] = await Promise.all([steadyLoad({ ...load, goesOn: () => isRunning }), ended]);
  const { reached, repeated } = graph.templates();
  if (reached !== bulk.recipients || repeated > 0) {
    throw new Error(`of ${bulk.recipients} people ${reached} were reached, ${repeated} more than once`);
  }
  return { alone, beside } satisfies Record<string, LoadResult>;
}

/** Creates it while live traffic goes on, and waits until everybody has got it. */
async function runBulk({ gateway, channelId }: Chasqui, count: number): Promise<void> {
  const recipients = Array.from({ length: count }, (_, index) => ({
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
  console.error(`bulk: ${Math.round((count * 1_000) / (Date.now() - startedAt))} people a second`);
}

interface Progress {
  state: string;
  progress: { queued: number };
}
