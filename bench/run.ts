/**
 * `npm run bench`: what the gateway does, beside a bare baseline and beside other products, in interleaved rounds of one run.
 * Absolute figures depend on the machine and on what else it does; the ratios of one run do not, much.
 */

import { startPostgres } from '../test/support/postgres.ts';
import { tryCorrectness } from './correctness/correctness.ts';
import { measureFullStore } from './full-store/full-store.ts';
import { measureMemory } from './full-store/memory.ts';
import { measureAcknowledgement } from './measures/acknowledgement.ts';
import { measureBulk } from './measures/bulk.ts';
import { measureEcho } from './measures/echo.ts';
import { measureLatency } from './measures/latency.ts';
import { measurePeers } from './measures/peers.ts';
import { HELP, MEASURES, type Measure, type Options, readOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { readOrRefuse } from './read-or-refuse.ts';
import { writePage } from './report/page.ts';
import { loadResults, type Result, type Results, resultOf, saveResults } from './report/results.ts';
import { comparisonTable, sampleTable, trialTable } from './report/tables.ts';
import type { Measured } from './samples.ts';

const MEASURE: Readonly<Record<Measure, (plan: Plan) => Promise<Measured>>> = {
  acknowledgement: measureAcknowledgement,
  echo: measureEcho,
  peers: measurePeers,
  latency: measureLatency,
  'full-store': measureFullStore,
  memory: measureMemory,
  bulk: measureBulk,
  correctness: tryCorrectness,
};

async function run({ measures, isWritten, plan }: Options): Promise<void> {
  const startedAt = Date.now();
  const postgres = await startPostgres();
  try {
    for (const name of measures) {
      const result = await measure(name, { ...plan, databaseUrl: postgres.url });
      print(name, result);
      if (isWritten) keep(name, result);
    }
  } finally {
    await postgres.stop();
  }
  console.error(`${Math.round((Date.now() - startedAt) / 1_000)} s in all`);
}

async function measure(name: Measure, plan: Plan): Promise<Result> {
  const startedAt = Date.now();
  const measured = await MEASURE[name](plan);
  return resultOf(measured, Date.now() - startedAt, plan);
}

function print(name: string, { measured: { samples, comparisons, trials }, wallSeconds }: Result): void {
  console.log(`\n# ${name} (${wallSeconds} s)`);
  if (comparisons.length > 0) console.log(`\n${comparisonTable(comparisons)}`);
  if (samples.length > 0) console.log(`\n${sampleTable(samples)}`);
  if (trials) console.log(`\n${trialTable(trials)}`);
}

/** After every measure, so that a long run that is stopped has not been for nothing. */
function keep(name: string, result: Result): void {
  const kept = { ...loadResults(), [name]: result };
  // In the order of the measures, whichever was written last.
  const results: Results = Object.fromEntries(
    MEASURES.flatMap((measure) => (kept[measure] ? [[measure, kept[measure]]] : [])),
  );
  saveResults(results);
  writePage(results);
}

const options = readOrRefuse(readOptions);
if (options === null) console.log(HELP);
else await run(options);
