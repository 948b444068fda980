import { rmSync } from 'node:fs';
import { echoLoop } from '../load/echo-loop.ts';
import { CONCURRENCY } from '../measures/echo.ts';
import { ON_POSTGRES, ON_SQLITE } from '../measures/starters.ts';
import type { Plan } from '../plan.ts';
import { interleave } from '../rounds.ts';
import { type LoadResult, type Measured, throughputRatios } from '../samples.ts';
import { startChasqui } from '../targets/chasqui.ts';
import { emptyDatabase } from '../targets/databases.ts';
import { type OpenEnds, withEnds } from '../targets/ends.ts';
import type { Target } from '../targets/target.ts';
import { seed } from './seed.ts';

const MEASURE = 'full-store';
const MOST_ROUNDS = 3;
/** Five received and five sent. */
const EXCHANGES = 5;
const WRITERS = 2_000;

/** Echoes of the same people on a store full of conversations, and on one that has only theirs. */
export function measureFullStore(plan: Plan): Promise<Measured> {
  return withEnds(async (ends) => {
    const measured: Measured = { samples: [], comparisons: [] };
    for (const [engine, databaseUrl] of [
      [ON_SQLITE, null],
      [ON_POSTGRES, plan.databaseUrl],
    ] as const) {
      const { samples, comparisons } = await measureEngine(engine, databaseUrl, { plan, ends });
      measured.samples.push(...samples);
      measured.comparisons.push(...comparisons);
    }
    return measured;
  });
}

async function measureEngine(
  engine: string,
  databaseUrl: string | null,
  { plan, ends }: { plan: Plan; ends: OpenEnds },
): Promise<Measured> {
  const startedAt = Date.now();
  const full = await seed({ ends, databaseUrl, conversations: plan.conversations, exchanges: EXCHANGES });
  console.error(`${MEASURE}: ${engine}: filled in ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  const names = [`${engine}, full store`, `${engine}, empty store`] as const;
  const contestants = [
    { target: names[0], run: async () => echoes(await full.open(), ends, plan) },
    { target: names[1], run: async () => echoes(await startEmpty(), ends, plan) },
  ];
  async function startEmpty(): Promise<Target> {
    return startChasqui(ends, databaseUrl === null ? null : await emptyDatabase(databaseUrl));
  }
  const samples = await interleave(MEASURE, Math.min(plan.rounds, MOST_ROUNDS), contestants);
  rmSync(full.dataDirectory, { recursive: true });
  const messages = plan.conversations * EXCHANGES * 2;
  return {
    samples,
    comparisons: [
      {
        measure: MEASURE,
        what: `echoes with ${messages} stored messages in ${plan.conversations} conversations ÷ empty store, ${engine}`,
        values: throughputRatios(samples, names),
        unit: '×',
        aim: { bound: '≥', value: 0.9 },
      },
    ],
  };
}

/** The writers are spread over all conversations. Everybody has written once before it counts, so that both stores know them. */
async function echoes(target: Target, ends: OpenEnds, plan: Plan): Promise<LoadResult> {
  const apart = Math.max(1, Math.floor(plan.conversations / WRITERS));
  const load = {
    port: target.port,
    path: target.path,
    graph: ends.graph,
    concurrency: CONCURRENCY,
    personAt: (index: number) => (index % WRITERS) * apart,
  };
  try {
    await echoLoop({ ...load, messages: WRITERS });
    return await echoLoop({ ...load, messages: plan.messages, seconds: plan.seconds });
  } finally {
    await target.stop();
  }
}
