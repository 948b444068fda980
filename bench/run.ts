/**
 * `npm run bench`: acknowledgement and echo of the gateway as ratios to the bare baseline, in interleaved rounds on both engines; and live
 * latency beside a bulk send.
 * Absolute figures depend on the machine and on what else it does; the ratios of one run do not, much.
 */
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/postgres.ts';
import { measureBulk } from './measure-bulk.ts';
import { measureAcknowledgement, measureEcho, type Row } from './measures.ts';
import { printReport, writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    messages: { type: 'string', default: '6000' },
    only: { type: 'string' },
    recipients: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '80' },
    'bulk-rounds': { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `npm run bench -- [--only acknowledgement|echo|bulk] [--rounds 5] [--messages 6000] [--write]
  --write       into docs/benchmarks.md
  --recipients  of a bulk send (10000)
  --rate        messages a second of the sender of bulk sends (80, what a number has at Meta); live traffic is an eighth of it
  --bulk-rounds rounds of bulk sends (1: at 80 a second, one takes minutes)`;

async function measure(plan: { rounds: number; messages: number }, databaseUrl: string): Promise<Row[]> {
  const rounds = Number(values['bulk-rounds']);
  const bulk = { ...plan, rounds, recipients: Number(values.recipients), perSecond: Number(values.rate) };
  const measures: Record<string, () => Promise<Row[]>> = {
    acknowledgement: () => measureAcknowledgement(plan, databaseUrl),
    echo: () => measureEcho(plan, databaseUrl),
    bulk: () => measureBulk(bulk, databaseUrl),
  };
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(measures)) {
    if (values.only === undefined || values.only === name) rows.push(...(await run()));
  }
  return rows;
}

if (values.help) {
  console.log(HELP);
} else {
  const plan = { rounds: Number(values.rounds), messages: Number(values.messages) };
  const postgres = await startPostgres();
  try {
    const rows = await measure(plan, postgres.url);
    printReport(rows);
    if (values.write) writeReport(rows, plan);
  } finally {
    await postgres.stop();
  }
}
