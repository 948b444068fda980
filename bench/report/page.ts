import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Comparison, Sample } from '../samples.ts';
import { peerVersions } from '../targets/peers.ts';
import { echoChart } from './chart.ts';
import type { Results } from './results.ts';
import { comparisonTable, sampleTable, trialTable } from './tables.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

/** Writes docs/benchmarks.md and its chart from all that has been measured. */
export function writePage(results: Results): void {
  const samples = all(results, ({ samples }) => samples);
  const trials = results.correctness?.measured.trials;
  const ofPeers = samples.filter(({ measure }) => measure === 'peers');
  if (ofPeers.length > 0) writeFileSync(resolve(DOCS, 'benchmarks.svg'), echoChart(ofPeers));
  const comparisons = all(results, ({ comparisons }) => comparisons);
  const sections = [
    ...(ofPeers.length > 0 ? ['![Echoes a second of all targets](benchmarks.svg)'] : []),
    `## Speed\n\n${comparisonTable(ordered(comparisons))}`,
    ...(trials ? [`## Correctness\n\n${text('correctness')}\n\n${trialTable(trials)}\n\n${text('found')}`] : []),
    `## Absolute figures\n\n${sampleTable(samples)}`,
    `## Where the time goes\n\n${text('profile')}`,
    `## Method\n\n${text('method')}`,
    `## What was compared\n\n${versions()}`,
    `## When and where\n\n${runs(results)}`,
    text('limits'),
  ];
  writeFileSync(resolve(DOCS, 'benchmarks.md'), `# Benchmarks\n\n${text('intro')}\n\n${sections.join('\n\n')}\n`);
}

function all<Item extends Comparison | Sample>(
  results: Results,
  pick: (measured: Results[string]['measured']) => readonly Item[],
): Item[] {
  return Object.values(results).flatMap(({ measured }) => [...pick(measured)]);
}

/** Aims first. */
function ordered(comparisons: readonly Comparison[]): Comparison[] {
  return [...comparisons.filter(({ aim }) => aim), ...comparisons.filter(({ aim }) => !aim)];
}

/** The page's prose, a file a section, so that it can be read and corrected as prose. */
function text(name: string): string {
  return readFileSync(resolve(import.meta.dirname, 'prose', `${name}.md`), 'utf8').trim();
}

function versions(): string {
  return Object.entries(peerVersions())
    .map(([name, version]) => `- \`${name}\` ${version}`)
    .join('\n');
}

function runs(results: Results): string {
  return Object.entries(results)
    .map(([measure, { on, wallSeconds, machine, versions, rounds, messages, seconds }]) => {
      const size =
        measure === 'correctness' ? '' : `; ${rounds} rounds, at most ${messages} messages or ${seconds} s each`;
      return `- \`${measure}\`: ${on}, ${wallSeconds} s of wall clock; ${machine}; ${versions}${size}`;
    })
    .join('\n');
}
