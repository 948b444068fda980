import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import type { Plan, Row } from './measures.ts';

/** Ratios that the project aims at, by measure and target. */
const AIMS: Readonly<Record<string, string>> = {
  'acknowledgement chasqui, SQLite': '≥ 0.45',
  'acknowledgement chasqui, PostgreSQL': '≥ 0.35',
  'bulk SQLite: live beside 10000': '≤ 2',
  'bulk PostgreSQL: live beside 10000': '≤ 2',
};

const HEAD =
  '| measure | target | ratio (median) | range | aim | per second | p50 ms | p99 ms | refused |\n|---|---|---|---|---|---|---|---|---|';

export function printReport(rows: readonly Row[]): void {
  console.log(`\n${HEAD}\n${rows.map(line).join('\n')}`);
}

export function writeReport(rows: readonly Row[], plan: Plan): void {
  const text = `# Benchmarks

Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}),
Node ${process.version}; ${plan.rounds} interleaved rounds of ${plan.messages} messages, 64 at a time, everything on one machine. Ratios are to the bare
baseline of the same round (\`bench/baseline.ts\`: signature and parse; echo: and the two calls, nothing stored). Of \`bulk\` they are of the
live p99, webhook to answer at the provider, to the same gateway's without a bulk send: steady live messages, an eighth of the sender's
rate, not 64 at a time; what comes in counts against that rate too, as at Meta.

${HEAD}
${rows.map(line).join('\n')}
`;
  writeFileSync(resolve(import.meta.dirname, '../docs/benchmarks.md'), text);
}

function line({ measure, target, results, ratios }: Row): string {
  const aim = AIMS[`${measure} ${target}`];
  const refused = results.reduce((sum, result) => sum + result.refused, 0);
  const cells = [
    measure,
    target,
    median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    aim ?? '',
    Math.round(median(results.map(({ perSecond }) => perSecond))),
    median(results.map(({ p50Ms }) => p50Ms)).toFixed(1),
    median(results.map(({ p99Ms }) => p99Ms)).toFixed(1),
    refused,
  ];
  return `| ${cells.join(' | ')} |`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
