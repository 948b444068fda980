import { type Count, describeExcuses } from './count.ts';

/** One line of the table. */
export interface Outcome {
  store: string;
  rounds: number;
  count: Count;
}

const COLUMNS = ['acknowledged', 'answered', 'lost', 'doubled', 'disordered', 'misdelivered'] as const;

/** As Markdown writes it. */
export function renderTable(outcomes: readonly Outcome[]): string {
  const rows = [
    ['store', 'rounds', ...COLUMNS, 'excused'],
    ...outcomes.map(({ store, rounds, count }) => [
      ...[store, String(rounds)],
      ...COLUMNS.map((column) => String(count[column])),
      describeExcuses(count),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`);
  return [lines[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...lines.slice(1)].join('\n');
}
