import { type Comparison, isMet, median, type Sample, type Trials } from '../samples.ts';

/** Markdown: what the project aims at comes first. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  return table(['what', 'median', 'spread', 'aim', 'met', 'beyond'], comparisons.map(comparisonCells));
}

function comparisonCells({ what, values, unit, aim, detail }: Comparison): string[] {
  const shown = (value: number) => (unit === 'ms' ? `${value.toFixed(1)} ms` : value.toFixed(2));
  return [
    detail ? `${what} (${detail})` : what,
    `**${shown(median(values))}**`,
    `${shown(Math.min(...values))} – ${shown(Math.max(...values))}`,
    aim ? `${aim.bound} ${aim.value}` : '',
    aim ? (isMet(aim, values) ? 'yes' : 'no') : '',
    aim?.beyond === undefined ? '' : `${aim.bound} ${aim.beyond}`,
  ];
}

/** Markdown: medians of absolute figures, which hold for one machine on one day. */
export function sampleTable(samples: readonly Sample[]): string {
  const cells = ({ measure, target, results }: Sample) => [
    measure,
    target,
    String(Math.round(median(results.map(({ perSecond }) => perSecond)))),
    median(results.map(({ p50Ms }) => p50Ms)).toFixed(1),
    median(results.map(({ p99Ms }) => p99Ms)).toFixed(1),
    String(results.reduce((sum, { refused }) => sum + refused, 0)),
  ];
  return table(['measure', 'target', 'per second', 'p50 ms', 'p99 ms', 'not 200'], samples.map(cells));
}

/** Markdown: a scenario a line, a target a column. */
export function trialTable({ scenarios, trials }: Trials): string {
  const head = ['', ...trials.map(({ target }) => target)];
  const lines = scenarios.map((scenario, index) => [
    scenario,
    ...trials.map(({ faults }) => faultCell(faults[index] ?? {})),
  ]);
  return table(head, lines);
}

/** `0`, or what went wrong how often. */
function faultCell(faults: Readonly<Record<string, number>>): string {
  const found = Object.entries(faults).filter(([, count]) => count > 0);
  return found.length === 0 ? '0' : found.map(([fault, count]) => `${count} ${fault}`).join(', ');
}

function table(head: readonly string[], lines: readonly string[][]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...lines.map(row)].join('\n');
}
