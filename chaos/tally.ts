import type { Complaint } from './judge.ts';

/** What came of everything that was written. Sums, so that those of rounds and stages add up. */
export interface Tally {
  rounds: number;
  /** By people; what a partner gave up to deliver was never acknowledged. */
  written: number;
  acknowledged: number;
  answered: number;
  lost: number;
  doubled: number;
  disordered: number;
  misdelivered: number;
  /** Rounds after which the gateway did not come to rest, or that broke. */
  unfinished: number;
  /** Documented exceptions, by reason; in none of the columns of faults. */
  excused: Readonly<Record<string, number>>;
}

export const NOTHING: Tally = {
  ...{ rounds: 0, written: 0, acknowledged: 0, answered: 0 },
  ...{ lost: 0, doubled: 0, disordered: 0, misdelivered: 0, unfinished: 0, excused: {} },
};

const COLUMNS = [
  ...(['rounds', 'written', 'acknowledged', 'answered'] as const),
  ...(['lost', 'doubled', 'disordered', 'misdelivered', 'unfinished'] as const),
];
type Column = (typeof COLUMNS)[number];

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = { ...NOTHING };
  const excused: Record<string, number> = {};
  for (const tally of tallies) {
    for (const column of COLUMNS) sum[column] += tally[column];
    for (const [reason, times] of Object.entries(tally.excused)) excused[reason] = (excused[reason] ?? 0) + times;
  }
  return { ...sum, excused };
}

/** One complaint: under its reason, if it is excused, or in its column. */
export function tallyOf(kind: Complaint['kind'], excuse: string | null): Tally {
  return excuse === null ? { ...NOTHING, [kind]: 1 } : { ...NOTHING, excused: { [excuse]: 1 } };
}

export function faultsIn({ lost, doubled, disordered, misdelivered, unfinished }: Tally): number {
  return lost + doubled + disordered + misdelivered + unfinished;
}

/** As Markdown writes it: one line per store. */
export function renderTable(outcomes: readonly { store: string; tally: Tally }[]): string {
  const rows = [
    ['store', ...COLUMNS, 'excused'],
    ...outcomes.map(({ store, tally }) => [
      ...[store, ...COLUMNS.map((column: Column) => String(tally[column]))],
      describeExcuses(tally),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`);
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n');
}

function describeExcuses({ excused }: Tally): string {
  return (
    Object.entries(excused)
      .map(([reason, times]) => `${times} ${reason}`)
      .join(', ') || 'none'
  );
}
