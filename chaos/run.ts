/**
 * `npm run chaos`: rounds of `kill -9` under load. One hundred people write to a bot that thinks for 300 ms; at a random moment a node dies
 * and comes back. Afterwards every acknowledged message must have been answered: once, in order, to its person.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/postgres.ts';
import { runRounds } from './rounds.ts';

const HELP = `npm run chaos -- [--rounds 20] [--store sqlite|postgres|both] [--people 100] [--seed 1]

Exit code 1 if anything acknowledged was lost, doubled, disordered or misdelivered.`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    store: { type: 'string', default: 'both' },
    people: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  const plan = { rounds: Number(values.rounds), people: Number(values.people), seed: Number(values.seed) };
  console.log(`seed ${plan.seed}`);
  let faults = 0;
  if (values.store !== 'postgres') faults += await onStore('SQLite', null);
  if (values.store !== 'sqlite') {
    const postgres = await startPostgres();
    faults += await onStore('PostgreSQL, two nodes', postgres.url);
    await postgres.stop();
  }
  process.exit(faults === 0 ? 0 : 1);

  async function onStore(name: string, databaseUrl: string | null): Promise<number> {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'chasqui-chaos-'));
    try {
      return await runRounds({ ...plan, name, databaseUrl, dataDirectory });
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  }
}
