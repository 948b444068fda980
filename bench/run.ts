/**
 * `npm run bench`: acknowledgement and echo of the gateway as ratios to the bare baseline, in interleaved rounds on both engines.
 * Absolute figures depend on the machine and on what else it does; the ratios of one run do not, much.
 */
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/postgres.ts';
import { measureAcknowledgement, measureEcho } from './measures.ts';
import { printReport, writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    messages: { type: 'string', default: '6000' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log('npm run bench -- [--rounds 5] [--messages 6000] [--write]   (--write: into docs/benchmarks.md)');
} else {
  const plan = { rounds: Number(values.rounds), messages: Number(values.messages) };
  const postgres = await startPostgres();
  try {
    const rows = [...(await measureAcknowledgement(plan, postgres.url)), ...(await measureEcho(plan, postgres.url))];
    printReport(rows);
    if (values.write) writeReport(rows, plan);
  } finally {
    await postgres.stop();
  }
}
