/**
 * `npm run chaos`: rounds of trouble under load. People write to numbers of all partners; at random moments nodes and databases are killed,
 * processes stopped past their lease and wires cut, while partners repeat, disorder, refuse and forget. Afterwards every acknowledged message
 * must have been answered: once, in order, to its person, at its partner.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningPostgres, startPostgres } from '../test/support/postgres.ts';
import { faultsIn } from './count.ts';
import { PARTNERS } from './partners.ts';
import { runRounds } from './rounds.ts';
import { type Outcome, renderTable } from './table.ts';

const HELP = `npm run chaos -- [--rounds 20] [--store sqlite|postgres|both] [--people 100] [--partners ${PARTNERS.join(',')}] [--seed 1] [--from 1]

A round is drawn from the seed and its number: --seed 7 --from 12 --rounds 1 repeats what was done in round 12.
Exit code 1 if anything acknowledged was lost, doubled, disordered or misdelivered. Documented exceptions are proved one by one and counted apart.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    store: { type: 'string', default: 'both' },
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
  const plan = {
    rounds: Number(values.rounds),
    people: Number(values.people),
    partners: values.partners.split(','),
    seed: Number(values.seed),
    from: Number(values.from),
  };
  console.log(`seed ${plan.seed}`);
  const outcomes: Outcome[] = [];
  if (values.store !== 'postgres') outcomes.push(await onStore('SQLite', null));
  if (values.store !== 'sqlite') {
    const postgres = await startPostgres();
    outcomes.push(await onStore('PostgreSQL, two nodes', postgres));
    await postgres.stop();
  }
  console.log(`\n${renderTable(outcomes)}\n\nseed ${plan.seed}`);
  process.exit(outcomes.every(({ count }) => faultsIn(count) === 0) ? 0 : 1);

  async function onStore(store: string, postgres: RunningPostgres | null): Promise<Outcome> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'chasqui-chaos-'));
    try {
      return { store, rounds: plan.rounds, count: await runRounds({ ...plan, name: store, postgres, dataDirectory }) };
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  }
}
