/**
 * `npm run chaos`: rounds of trouble under load. People write to numbers of all partners; at random moments nodes and databases are killed,
 * processes stopped past their lease and wires cut, while partners repeat, disorder, refuse and forget. Afterwards every acknowledged message
 * must have been answered: once, in order, to its person, at its partner.
 */

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOrRefuse } from '../bench/read-or-refuse.ts';
import { type ChaosOptions, HELP, readOptions } from './options.ts';
import { createProgress } from './progress.ts';
import { runJobs } from './run-jobs.ts';
import { type StoreName, startStage } from './stages.ts';
import { faultsIn, renderTable } from './tally.ts';

const NAMES: Readonly<Record<StoreName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL, two nodes' };

const options = readOrRefuse(readOptions);
if (options === null) console.log(HELP);
else process.exit((await play(options)) === 0 ? 0 : 1);

/** The number of faults. */
async function play({ stores, rounds, from, atOnce, ...settings }: ChaosOptions): Promise<number> {
  const { seed } = settings;
  const jobs = stores.flatMap((store) =>
    Array.from({ length: rounds }, (_, index) => ({ store, round: from + index })),
  );
  console.log(`seed ${seed}, ${atOnce} rounds at once`);
  const progress = createProgress({ seed, rounds: jobs.length, file: join(tmpdir(), `chasqui-chaos-${seed}.txt`) });
  const setStage = (store: StoreName) => startStage({ ...settings, store });
  await runJobs({ jobs, atOnce, setStage, onReport: progress.report });
  const outcomes = stores.map((store) => ({ store: NAMES[store], tally: progress.tallyOf(store) }));
  console.log(`\n${renderTable(outcomes)}\n\n${progress.summary()}`);
  return outcomes.reduce((faults, { tally }) => faults + faultsIn(tally), 0);
}
