/**
 * `npm run chaos`: rounds of trouble under load. People write to numbers of all partners; at random moments nodes and databases are killed,
 * processes stopped past their lease and wires cut, while partners repeat, disorder, refuse and forget. Afterwards every acknowledged message
 * must have been answered: once, in order, to its person, at its partner.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PARTNERS } from './partners.ts';
import { createProgress } from './progress.ts';
import { runJobs } from './run-jobs.ts';
import { usualAtOnce } from './side-by-side.ts';
import { type StoreName, startStage } from './stages.ts';
import { faultsIn, renderTable } from './tally.ts';

const HELP = `npm run chaos -- [--rounds 20] [--store sqlite|postgres|both] [--at-once ${usualAtOnce()}] [--people 100] [--partners ${PARTNERS.join(',')}] [--seed 1] [--from 1]

A round is drawn from the seed and its number: --seed 7 --from 12 --rounds 1 repeats what was done in round 12.
Rounds run side by side (--at-once), each on a stage of its own: nodes, database, partners, bot. Usual: three per core, if there is memory.
Exit code 1 if anything acknowledged was lost, doubled, disordered or misdelivered, or a round did not come to its end. Documented exceptions
are proved one by one and counted apart. What is known of each is told in a file.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    store: { type: 'string', default: 'both' },
    'at-once': { type: 'string', default: String(usualAtOnce()) },
    people: { type: 'string', default: '100' },
    partners: { type: 'string', default: PARTNERS.join(',') },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    from: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  const seed = Number(values.seed);
  const [rounds, from] = [Number(values.rounds), Number(values.from)];
  const stores = (['sqlite', 'postgres'] as const).filter((store) => [store, 'both'].includes(values.store));
  const jobs = stores.flatMap((store) =>
    Array.from({ length: rounds }, (_, index) => ({ store, round: from + index })),
  );
  const atOnce = Number(values['at-once']);
  console.log(`seed ${seed}, ${atOnce} rounds at once`);
  const progress = createProgress({ seed, rounds: jobs.length, file: join(tmpdir(), `chasqui-chaos-${seed}.txt`) });
  const [people, partners] = [Number(values.people), values.partners.split(',')];
  const setStage = (store: StoreName) => startStage({ store, people, partners, seed });
  await runJobs({ jobs, atOnce, setStage, onReport: progress.report });
  const outcomes = stores.map((store: StoreName) => ({ store: nameOf(store), tally: progress.tallyOf(store) }));
  console.log(`\n${renderTable(outcomes)}\n\n${progress.summary()}`);
  process.exit(outcomes.every(({ tally }) => faultsIn(tally) === 0) ? 0 : 1);
}

function nameOf(store: StoreName): string {
  return store === 'sqlite' ? 'SQLite' : 'PostgreSQL, two nodes';
}
