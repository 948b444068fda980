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
import { HELP, type Options, readOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { writePage } from './report/page.ts';
import { loadResults, type Result, type Results, resultOf, saveResults } from './report/results.ts';
import { comparisonTable, sampleTable, trialTable } from './report/tables.ts';
import type { Measured } from './samples.ts';

const MEASURES: Readonly<Record<string, (plan: Plan) => Promise<Measured>>> = {
  acknowledgement: measureAcknowledgement,
  echo: measureEcho,
  peers: measurePeers,
  latency: measureLatency,
  'full-store': measureFullStore,
  memory: measureMemory,
  bulk: measureBulk,
  correctness: tryCorrectness,
};

async function run({ only, isWritten, plan }: Options): Promise<void> {
  const names = only ?? Object.keys(MEASURES).filter((name) => name !== 'peers' || plan.hasPeers);
  const unknown = names.filter((name) => !MEASURES[name]);
  if (unknown.length > 0) throw new Error(`There is no measure "${unknown.join('", "')}"; --help names them.`);
  const startedAt = Date.now();
  const postgres = await startPostgres();
  try {
    for (const name of names) {
      const result = await measure(name, { ...plan, databaseUrl: postgres.url });
      print(name, result);
      if (isWritten) keep(name, result);
    }
  } finally {
    await postgres.stop();
  }
  console.error(`${Math.round((Date.now() - startedAt) / 1_000)} s in all`);
}

async function measure(name: string, plan: Plan): Promise<Result> {
  const startedAt = Date.now();
  const measured = await MEASURES[name]?.(plan);
  return resultOf(measured ?? { samples: [], comparisons: [] }, Date.now() - startedAt, plan);
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
    Object.keys(MEASURES).flatMap((measure) => (kept[measure] ? [[measure, kept[measure]]] : [])),
  );
  saveResults(results);
  writePage(results);
}

const options = readOptions();
if (options.isHelp) console.log(HELP);
else await run(options);
