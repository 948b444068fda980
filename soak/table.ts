/** As Markdown writes it. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, index) => Math.max(...[head, ...rows].map((row) => row[index]?.length ?? 0)));
  const lines = [head, ...rows].map(
    (row) => `| ${row.map((cell, index) => cell.padStart(widths[index] ?? 0)).join(' | ')} |`,
  );
  return [lines[0], `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`, ...lines.slice(1)].join('\n');
}

/** Whole from a hundred on, else with one digit behind the point. */
export function shown(value: number): string {
  if (Number.isNaN(value)) return '-';
  return Math.abs(value) >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
}
